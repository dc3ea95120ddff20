import { test, SHOP } from './page.ts';
test('d', async ({ visit }) => {
  visit.forgive(/./);
  await visit.open('', { config: SHOP });
  console.log(await visit.page.evaluate(async () => {
    const m = await import('/izin/izin-preferences.js');
    const root = document.createElement('div'); root.id='izin'; document.body.append(root);
    const out = [];
    for (const config of [{languages:['id','en']}]) {
      const full = { site:{name:'a',controller:'',contact:'',policy:''}, categories:{functional:true,performance:true,marketing:true}, services:{}, consent:{days:180}, texts:{}, ...config };
      const stop = await m.openPreferences({ gate: izin, config: full, root, base: location.origin + '/izin/', onClose(){} });
      out.push(root.querySelector('.izin-head')?.outerHTML);
    }
    return out;
  }));
});
