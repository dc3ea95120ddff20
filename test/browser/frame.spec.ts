import { expect, SHOP, test, type Visit } from './page.ts';

const framed = `
  <script type="text/plain" data-category="performance" data-src="https://stats.test/in-frame.js"></script>
  <script>new Image().src = 'https://ads.test/in-frame.gif'</script><p>inside</p>`;
const page =
  '<iframe src="/inside" title="inside"></iframe><script type="text/plain" data-category="performance" data-src="https://stats.test/above.js"></script>';

async function open(visit: Visit, config: unknown = SHOP): Promise<void> {
  visit.write(framed, { path: '/inside', config });
  await visit.open(page);
}

test('a frame of the same site follows the gate above it, and shows no banner', async ({ visit }) => {
  await open(visit);
  const frame = visit.page.frameLocator('iframe');
  await expect(frame.getByText('inside')).toBeVisible();
  await visit.quiet();
  await expect(frame.locator('#izin')).toHaveCount(0);
  expect(visit.outside()).toEqual([]);

  await visit.choose({ performance: true });
  await expect
    .poll(() => visit.outside().toSorted())
    .toEqual(['stats.test/above.js', 'stats.test/in-frame.js']);
  await expect(frame.locator('#izin')).toHaveCount(0);

  await visit.page.evaluate(() => window.izin.acceptAll());
  await expect.poll(() => visit.outside()).toContain('ads.test/in-frame.gif');
});

test('what stands in a frame runs once, also where the page above looks into the frame', async ({
  visit,
}) => {
  await open(visit);
  await expect(visit.page.frameLocator('iframe').getByText('inside')).toBeVisible();
  await visit.page.evaluate(() => {
    const page = document.querySelector('iframe')?.contentDocument;
    // Met by both gates.
    for (const type of ['', 'text/plain', 'text/javascript']) {
      const script = page?.createElement('script');
      if (!script) continue;
      script.src = `https://stats.test/from-above.js?${type}`;
      script.dataset['category'] = 'performance';
      script.type = type;
      script.async = type === 'text/javascript';
      page?.body.append(script);
    }
  });
  await visit.quiet();
  expect(visit.outside()).toEqual([]);

  await visit.choose({ performance: true });
  const inside = ['', 'text/javascript', 'text/plain'].map((type) => `stats.test/from-above.js?${type}`);
  inside.push('stats.test/in-frame.js');
  const ran = (): Promise<unknown> =>
    visit.page.evaluate(() => (frames[0] as unknown as { ran?: unknown[] } | undefined)?.ran?.toSorted());
  await expect.poll(ran).toEqual(inside);
  await visit.quiet();
  expect(await ran()).toEqual(inside);
  expect(visit.outside().toSorted()).toEqual(['stats.test/above.js', ...inside]);
});

test('a withdrawal above closes the guards in the frame', async ({ visit }) => {
  await open(visit);
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toContain('stats.test/in-frame.js');
  await visit.page.evaluate(() => window.izin.withdraw());
  const frame = visit.page.frames()[1];
  await expect.poll(() => frame?.evaluate(() => window.izin.state.decisions.performance)).toBe('denied');
  expect(
    await frame?.evaluate(() =>
      fetch('https://stats.test/x').then(
        () => 'sent',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
});

test('a frame of another site stands for itself', async ({ visit }) => {
  visit.write(framed, { host: 'partner.test', path: '/inside' });
  await visit.open('<iframe src="https://partner.test/inside" title="inside"></iframe>', {
    config: { ...SHOP, allow: ['partner.test'] },
  });
  await expect(visit.page.frameLocator('iframe').locator('#izin')).toHaveCount(1);
  await visit.quiet();
  expect(visit.outside().filter((name) => !name.startsWith('partner.test'))).toEqual([]);
});

test('a frame whose page above has no gate asks for itself', async ({ visit }) => {
  visit.write(framed, { path: '/inside' });
  await visit.open('<iframe src="/inside" title="inside" width="600" height="600"></iframe>', {
    gate: '',
    config: null,
  });
  const frame = visit.page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Reject all' }).click();
  await expect(frame.getByRole('button', { name: 'Reject all' })).toHaveCount(0);
});
