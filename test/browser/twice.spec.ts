import { js } from './answers.ts';
import { expect, GATE, SHOP, test } from './page.ts';

const body = `<script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>`;

test('the script twice says so, and does no harm', async ({ visit }) => {
  visit.forgive(/^izin:/);
  await visit.open(body, { gate: GATE + GATE });
  await expect(visit.root).toHaveCount(1);
  expect(visit.complaints()).toEqual([expect.stringMatching(/twice/)]);
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
  await visit.quiet();
  expect(visit.outside()).toEqual(['stats.test/a.js']);
});

for (const [name, gate, before] of [
  ['async', GATE.replace('<script', '<script async'), ''],
  ['defer', GATE.replace('<script', '<script defer'), ''],
  ['after another script', GATE, '<script src="/izin/other.js"></script>'],
] as const) {
  test(`the script ${name} says what that costs, and holds what is marked`, async ({ visit }) => {
    visit.forgive(/^izin:/);
    visit.world.answer('toko.test/izin/other.js', js('self.other = true'));
    await visit.open(body, { gate, before });
    await expect(visit.notice).toBeVisible();
    await expect.poll(() => visit.complaints()).toEqual([expect.stringMatching(/first/)]);
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
    await visit.press('Accept all');
    await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
  });
}

test('the script put in by another script does no harm', async ({ visit }) => {
  visit.forgive(/^izin:/);
  await visit.open(
    `${body}<script>const tag = document.createElement('script'); tag.src = '/izin/izin.js'; document.body.append(tag)</script>`,
    { gate: '' },
  );
  await expect(visit.notice).toBeVisible();
  await visit.press('Accept all');
  await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
});

test('the script at the end of the body shows the banner and holds what is marked', async ({ visit }) => {
  visit.forgive(/^izin:/);
  await visit.open(`${body}<p>text</p>${GATE}`, { gate: '', config: SHOP });
  await expect(visit.notice).toBeVisible();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  await visit.choose({ performance: true });
  await expect.poll(() => visit.ran()).toEqual(['stats.test/a.js']);
});
