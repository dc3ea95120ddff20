import { html, js } from './answers.ts';
import { expect, SHOP, test } from './page.ts';

// Playwright switches the back/forward cache off, unless asked.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  },
});

const config = { ...SHOP, services: { ...SHOP.services, 'meta-pixel': true } };
const body = `
  <script type="text/plain" data-category="marketing" data-service="meta-pixel" data-src="https://connect.facebook.net/en_US/fbevents.js"></script>
  <a href="/kasir">Checkout</a>`;

test('a page that comes back from the cache of the browser follows a withdrawal made since', async ({
  visit,
}) => {
  visit.world.answer(
    'connect.facebook.net/en_US/fbevents.js',
    js(`document.cookie = '_fbp=1; path=/';
        fbq = (...args) => fetch('https://www.facebook.com/tr?' + args.join());`),
  );
  visit.write('<p>Checkout', { config, path: '/kasir' });
  await visit.open(body, { config });
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toContain('www.facebook.com/tr?consent,grant');
  await visit.quiet();
  await visit.page.evaluate(() => {
    (self as { stayed?: boolean }).stayed = true;
  });
  await visit.page.getByRole('link').click();
  await visit.page.waitForURL('**/kasir');
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect(visit.root.getByRole('status')).toContainText('Consent withdrawn');
  await visit.quiet();
  expect(visit.outside(), 'the vendor is not on this page').not.toContain(
    'www.facebook.com/tr?consent,revoke',
  );

  // No load event comes with a page that was loaded before.
  await visit.page.goBack({ waitUntil: 'commit' });
  await expect(visit.root.getByRole('status')).toContainText('Consent withdrawn');
  expect(await visit.page.evaluate(() => (self as { stayed?: boolean }).stayed), 'the very same page').toBe(
    true,
  );
  expect((await visit.state()).decisions.marketing).toBe('denied');
  expect(visit.outside()).toContain('www.facebook.com/tr?consent,revoke');
  expect(await visit.page.evaluate(() => document.cookie)).not.toContain('_fbp');
  const sent = visit.page.evaluate(() =>
    fetch('https://www.facebook.com/tr?late').then(
      () => 'sent',
      () => 'refused',
    ),
  );
  expect(await sent).toBe('refused');
  await visit.press('Reload page');
  await visit.page.waitForFunction(() => !('fbq' in window) && window.izin?.state.decided);
});

test('what was loaded once in a frame is still there in a page that comes back from the cache', async ({
  visit,
}) => {
  visit.world.answer(
    'maps.test/a',
    html(`<p>Peta</p><script>onmessage = ({ source }) => source.postMessage(1, '*')</script>`),
  );
  visit.write('<p>Checkout', { path: '/kasir' });
  const frame = (name: string): string =>
    `<iframe title="Peta ${name}" data-category="functional" data-service="maps" data-src="https://maps.test/${name}" width="500" height="300"></iframe>`;
  await visit.open(`${frame('a')}${frame('b')}<a href="/kasir">Checkout</a>`);
  await visit.press('Reject all');
  const cards = visit.page.locator('.izin-placeholder');
  await expect(cards).toHaveCount(2);
  await cards.first().getByRole('button', { name: 'Load once' }).click();
  // Playwright loses frames of a page that comes back: the frame itself has to answer.
  const answers = (): Promise<unknown> =>
    visit.page.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener('message', () => resolve(true), { once: true });
          setTimeout(resolve, 500);
          document.querySelector('iframe')?.contentWindow?.postMessage(1, '*');
        }),
    );
  await expect.poll(answers).toBe(true);
  await expect(cards).toHaveCount(1);
  await visit.quiet();
  await visit.page.evaluate(() => Object.assign(self, { stayed: true }));
  await visit.page.getByRole('link').click();
  await visit.page.waitForURL('**/kasir');
  await expect(visit.root.getByRole('button', { name: 'Cookie settings' })).toBeVisible();

  await visit.page.goBack({ waitUntil: 'commit' });
  await expect
    .poll(() => visit.page.evaluate(() => Reflect.get(self, 'stayed')), 'the very same page')
    .toBe(true);
  await expect.poll(answers).toBe(true);
  await expect(cards).toHaveCount(1);
  // The other one is still answered, here as before.
  await cards.getByRole('button', { name: 'Load once' }).click();
  await expect.poll(() => visit.outside()).toEqual(['maps.test/a', 'maps.test/b']);
  await expect(cards).toHaveCount(0);
  expect(await answers()).toBe(true);
});
