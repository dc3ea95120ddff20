import { test, type Engine, type Session } from './engine.ts';
import { expect, GATE, HOST, SHOP, writePage, type Opening } from './page.ts';
import { sealOf } from './sealing.ts';
import type { World } from './world.ts';

// Runs in every engine: what they tell of forms and of pages that are loaded again is their own affair.

const SEALED: Opening = { config: SHOP, gate: sealOf(SHOP) + GATE };
const TAG = '<img alt="" src="https://ads.test/pixel.gif">';
const FORM =
  '<form method="post" action="/order#done"><input name="a" value="1"><button>Order</button></form>';

/** Writes a form, what thanks for it, and a page without either; all of them sealed. */
async function begin(engine: Engine, world: World, form: string): Promise<Session> {
  world.reset();
  writePage(world, 'https', form, { ...SEALED, path: '/form' });
  writePage(world, 'https', `<h1>Thank you</h1>${TAG}`, { ...SEALED, path: '/order' });
  writePage(world, 'https', TAG, { ...SEALED, path: '/plain' });
  return engine.begin(false);
}

/** By what a page was asked for. */
const askedFor = (world: World, path: string): (string | undefined)[] =>
  world.seen.filter((seen) => seen.host === HOST && seen.path === path).map(({ method }) => method);

/** The desk is open, and whatever it loads is there. */
const ready = (session: Session): Promise<void> =>
  expect
    .poll(() =>
      session.evaluate(`return document.readyState === 'complete' && !!document.querySelector('#izin fieldset')
      && performance.getEntriesByType('resource').some(({ name }) => name.includes('izin-sealed'))`),
    )
    .toBe(true);

test('a sealed page is loaded again once something is granted, where it was', async ({ engine, world }) => {
  const session = await begin(engine, world, FORM);
  await session.goto(`https://${HOST}/plain#part`);
  await ready(session);
  await session.evaluate('setTimeout(() => izin.acceptAll())');
  await expect.poll(() => askedFor(world, '/plain')).toEqual(['GET', 'GET']);
  await expect.poll(() => world.seen.some(({ name }) => name === 'ads.test/pixel.gif')).toBe(true);
  await expect.poll(() => session.evaluate('return location.hash').catch(() => '')).toBe('#part');
  await session.close();
});

for (const [what, form] of [
  ['of the page', FORM],
  [
    'in a shadow root',
    `<div id="host"></div><script>document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '${FORM}'</script>`,
  ],
] as const)
  test(`what answers a form ${what} is neither asked for again nor sent anew`, async ({ engine, world }) => {
    const session = await begin(engine, world, form);
    await session.goto(`https://${HOST}/form`);
    await ready(session);
    await session.evaluate(`const root = document.querySelector('#host')?.shadowRoot ?? document;
      const button = root.querySelector('form button');
      button.focus();
      setTimeout(() => button.click())`);
    await expect.poll(() => askedFor(world, '/order')).toEqual(['POST']);
    await expect
      .poll(() => session.evaluate('return document.querySelector("h1")?.textContent').catch(() => ''))
      .toBe('Thank you');
    await ready(session);
    await session.evaluate('izin.acceptAll()');
    await expect
      .poll(() => session.evaluate('return document.querySelectorAll("#izin fieldset").length'))
      .toBe(0);
    // The server takes its time over each beat: whatever would load the page again has had it.
    await session.evaluate('for (let i = 0; i < 5; i++) await fetch(`/__beat?${i}`)');
    expect(await session.evaluate('return document.querySelector("h1")?.textContent')).toBe('Thank you');
    expect(askedFor(world, '/order')).toEqual(['POST']);
    await session.close();
  });
