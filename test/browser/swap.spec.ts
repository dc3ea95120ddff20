import { js } from './answers.ts';
import { bundle, packageFile } from './bundle.ts';
import { expect, test, type Visit } from './page.ts';

// Pages that become other pages without being loaded, each by the library that does it on real sites.

/** A tag that waits for consent, on each of the pages. */
const tag = (name: string): string =>
  `<script type="text/plain" data-category="performance" data-src="https://stats.test/${name}.js"></script>`;
const link = '<a href="/kedua">Second</a> <a href="/" data-turbo-action="replace">First</a>';
const config = {
  services: { stats: { category: 'performance', hosts: ['stats.test'] } },
  appearance: { reopen: 'button' },
};

/** Opens the first of two pages that share a library in their head. */
async function open(visit: Visit, library: string, head = ''): Promise<void> {
  visit.world.answer('toko.test/library.js', js(library));
  const opening = { config, head: `${head}<script src="/library.js"></script>` };
  visit.write(`<h1>Two</h1>${link}${tag('two')}`, { ...opening, path: '/kedua' });
  await visit.open(`<h1>One</h1>${link}${tag('one')}`, opening);
  await expect(visit.notice).toBeVisible();
}

/** Goes on without the page being loaded. */
async function follow(visit: Visit, name: 'First' | 'Second'): Promise<void> {
  await visit.page.getByRole('link', { name }).click();
  await arrive(visit, name === 'First' ? 'One' : 'Two');
}
async function arrive(visit: Visit, heading: 'One' | 'Two'): Promise<void> {
  await expect(visit.page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
}

/** The banner is there once, alive, first in the body and dressed. */
async function expectBanner(visit: Visit): Promise<void> {
  await expect(visit.root).toHaveCount(1);
  await expect(visit.notice).toBeVisible();
  await expect
    .poll(() =>
      visit.page.evaluate(() => [
        document.querySelector('#izin')?.parentElement === document.body,
        getComputedStyle(document.querySelector('.izin-notice') ?? document.body).position,
      ]),
    )
    .toEqual([true, 'fixed']);
}

const stay = (visit: Visit): Promise<unknown> =>
  visit.page.evaluate(() => Object.assign(self, { stayed: 1 }));
const stayed = (visit: Visit): Promise<unknown> => visit.page.evaluate(() => Reflect.get(self, 'stayed'));

const turbo = packageFile('@hotwired/turbo/dist/turbo.es2017-umd.js');

test('Turbo Drive: banner, switches and decision go along, also where it shows a page that it saved', async ({
  visit,
}) => {
  await open(visit, turbo);
  await stay(visit);
  await visit.switchOf('performance').setChecked(true);
  await follow(visit, 'Second');
  await expectBanner(visit);
  await expect(visit.switchOf('performance'), 'what was switched').toBeChecked();

  // Back comes from its own cache, which has a copy of the banner.
  await visit.page.goBack();
  await arrive(visit, 'One');
  await expectBanner(visit);
  await expect(visit.switchOf('performance')).toBeChecked();
  expect(visit.outside()).toEqual([]);
  await visit.press('Save choice');
  await expect.poll(() => visit.outside()).toEqual(['stats.test/one.js']);
  await expect(visit.root.getByRole('button', { name: 'Cookie settings' })).toBeVisible();

  // The copy of the page as it was before the choice asks nobody again.
  await visit.page.goForward();
  await arrive(visit, 'Two');
  await expect.poll(() => visit.outside()).toEqual(['stats.test/one.js', 'stats.test/two.js']);
  await expect(visit.page.locator('.izin-notice')).toHaveCount(0);
  await expect(visit.root).toHaveCount(1);
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  expect(await stayed(visit)).toBe(1);
});

test('Turbo: where the owner wants no button, a saved page shows no dead banner', async ({ visit }) => {
  visit.world.answer('toko.test/library.js', js(turbo));
  const opening = {
    config: { ...config, appearance: { reopen: 'none' } },
    head: '<script src="/library.js"></script>',
  };
  visit.write(`<h1>Two</h1>${link}`, { ...opening, path: '/kedua' });
  await visit.open(`<h1>One</h1>${link}`, opening);
  await expect(visit.notice).toBeVisible();
  await follow(visit, 'Second');
  await visit.press('Reject all');
  await expect(visit.root).toHaveCount(0);
  await visit.page.goBack();
  await arrive(visit, 'One');
  await expect(visit.root).toHaveCount(0);
});

test('Turbo 8: a page that is morphed into itself or another keeps the banner', async ({ visit }) => {
  await open(
    visit,
    turbo,
    '<meta name="turbo-refresh-method" content="morph"><meta name="turbo-refresh-scroll" content="preserve">',
  );
  await stay(visit);
  await visit.switchOf('performance').setChecked(true);
  // The same address again: this is what it morphs.
  const rendered = visit.page.evaluate(
    () =>
      new Promise<unknown>((resolve) => {
        document.addEventListener('turbo:render', (event) =>
          resolve((event as CustomEvent<{ renderMethod: string }>).detail.renderMethod),
        );
      }),
  );
  await visit.page.evaluate(() =>
    (self as unknown as { Turbo: { visit(to: string, how: object): void } }).Turbo.visit('/', {
      action: 'replace',
    }),
  );
  expect(await rendered).toBe('morph');
  await expectBanner(visit);
  await expect(visit.switchOf('performance')).toBeChecked();
  expect(await stayed(visit)).toBe(1);
});

test('htmx: boosted links replace the body, or what is in it, and the banner stays', async ({ visit }) => {
  for (const swap of ['', ' hx-swap="innerHTML"', ' hx-swap="outerHTML"', ' hx-swap="innerMorph"']) {
    visit.world.answer('toko.test/library.js', js(packageFile('htmx.org/dist/htmx.js')));
    const opening = { config, head: '<script src="/library.js"></script>' };
    const boosted = `<div hx-boost:inherited="true" hx-target:inherited="body"${swap.replace('=', ':inherited=')}>${link}</div>`;
    visit.write(`<h1>Two</h1>${boosted}${tag('two')}`, { ...opening, path: '/kedua' });
    await visit.open(`<h1>One</h1>${boosted}${tag('one')}`, opening);
    await expect(visit.notice).toBeVisible();
    await stay(visit);
    await follow(visit, 'Second');
    await expectBanner(visit);
    expect(await stayed(visit), swap).toBe(1);
    expect(visit.outside()).toEqual([]);
  }
  await visit.press('Accept all');
  await expect.poll(() => visit.outside()).toEqual(['stats.test/two.js']);
});

/** What Astro's client router does to a page (astro/src/transitions/swap-functions.ts), in our own words. */
const ASTRO = `addEventListener('click', async (event) => {
  const link = event.target.closest('a');
  if (!link) return;
  event.preventDefault();
  const next = new DOMParser().parseFromString(await (await fetch(link.href)).text(), 'text/html');
  history.pushState({}, '', link.href);
  const swap = () => {
    const html = document.documentElement;
    for (const { name } of [...html.attributes]) html.removeAttribute(name);
    for (const { name, value } of next.documentElement.attributes) html.setAttribute(name, value);
    for (const old of [...document.head.children]) old.remove();
    document.head.append(...next.head.children);
    document.body.replaceWith(next.body);
  };
  await document.startViewTransition(swap).updateCallbackDone;
  document.dispatchEvent(new Event('astro:page-load'));
});`;

test('Astro: head and body are swapped in a view transition, and the banner goes along', async ({
  visit,
}) => {
  await open(visit, ASTRO);
  await stay(visit);
  await visit.switchOf('performance').setChecked(true);
  await follow(visit, 'Second');
  await expectBanner(visit);
  await expect(visit.switchOf('performance')).toBeChecked();
  await visit.press('Reject all');
  await expect(visit.notice).toHaveCount(0);
  await follow(visit, 'First');
  await visit.quiet();
  await expect(visit.notice).toHaveCount(0);
  await visit.press('Cookie settings');
  await expect(visit.preferences).toBeVisible();
  expect(visit.outside()).toEqual([]);
  expect(await stayed(visit)).toBe(1);
});

const REACT = `
import { createElement as h } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
const Body = () => [h('h1', { key: 1 }, 'Two'), h('p', { key: 2 }, 'from React')];
self.onBody = () => createRoot(document.body).render(h(Body));
self.onDocument = (word, told) => hydrateRoot(document, h('html', null, h('head'), h('body', null, h('h1', null, word))), {
  onRecoverableError: (error) => told.push(String(error)),
});
`;

test('React: a root on the body, and a document that is hydrated or made anew, keep the banner', async ({
  visit,
}) => {
  await open(visit, await bundle(REACT));
  await visit.page.evaluate(() => (self as unknown as { onBody(): void }).onBody());
  await arrive(visit, 'Two');
  await expectBanner(visit);

  for (const word of ['One', 'Two'] as const) {
    await visit.open('<h1>One</h1>', { head: '<script src="/library.js"></script>', config });
    await expect(visit.notice).toBeVisible();
    const told = await visit.page.evaluate((text) => {
      const errors: string[] = [];
      (self as unknown as { onDocument(word: string, told: string[]): void }).onDocument(text, errors);
      return new Promise<string[]>((resolve) => setTimeout(() => resolve(errors), 100));
    }, word);
    await arrive(visit, word);
    if (word === 'One')
      expect(told.join().replace(/<[^>]*>/g, ''), 'what React finds of ours').not.toMatch(/izin/);
    await expectBanner(visit);
  }
});

const WAYS: Readonly<Record<string, () => void>> = {
  'body.innerHTML': () => {
    document.body.innerHTML = '<h1>Two</h1>';
  },
  'an empty body, filled later': () => {
    document.body.textContent = '';
    setTimeout(() => document.body.append(document.createElement('h1')), 50);
  },
  'body.replaceChildren': () => {
    document.body.replaceChildren(document.createElement('h1'));
  },
  'document.body = …': () => {
    const next = document.createElement('body');
    next.append(document.createElement('h1'));
    document.body = next;
  },
  'documentElement.replaceWith': () => {
    const next = document.createElement('html');
    next.innerHTML = '<head></head><body><h1>Two</h1></body>';
    document.documentElement.replaceWith(next);
  },
  'document.open and write': () => {
    document.open();
    document.write('<!doctype html><body><h1>Two</h1>');
    document.close();
  },
  'the banner alone, and then another address': () => {
    document.querySelector('#izin')?.remove();
    history.pushState({}, '', `/?${Math.random()}`);
  },
  'another address, and then the banner alone': () => {
    history.pushState({}, '', `/?${Math.random()}`);
    setTimeout(() => document.querySelector('#izin')?.remove());
  },
};

for (const [name, way] of Object.entries(WAYS)) {
  test(`${name}: the banner is back, and works, and preferences leave no dead page`, async ({ visit }) => {
    await visit.open(`<p>text</p>${tag('one')}`, { config });
    await expect(visit.notice).toBeVisible();
    await visit.page.evaluate(way);
    await expectBanner(visit);
    await visit.press('Cookie settings');
    await expect(visit.preferences).toBeVisible();
    await visit.preferences.locator('input[data-category="performance"]').setChecked(true);

    await visit.page.evaluate(way);
    await expectBanner(visit);
    // They move to another body as they are, and close with what else was in theirs.
    if (name !== 'document.body = …') await expect(visit.preferences).toHaveCount(0);
    else {
      await expect(visit.preferences.locator('input[data-category="performance"]')).toBeChecked();
      await expect
        .poll(() =>
          visit.page.evaluate(() => [
            document.querySelector('dialog')?.matches(':modal'),
            document.activeElement?.closest('dialog') !== null,
          ]),
        )
        .toEqual([true, true]);
      // A click beside them closes them no more than before.
      await visit.page.mouse.click(2, 2);
      await expect(visit.preferences).toBeVisible();
      await visit.page.keyboard.press('Escape');
      await expect(visit.preferences).toHaveCount(0);
    }
    await visit.press('Cookie settings');
    await expect(visit.preferences).toBeVisible();
    await visit.page.keyboard.press('Escape');
    await expect(visit.preferences).toHaveCount(0);
    await visit.press('Reject all');
    await expect(visit.notice).toHaveCount(0);
    expect((await visit.record())?.get('performance')).toBe('0');
    expect(visit.outside()).toEqual([]);
  });
}

test('what a script removes stays away for this page, also beside other things, until somebody asks for it', async ({
  visit,
}) => {
  await visit.open('<p id="ad">ad</p><main>text</main><a href="#" data-izin="preferences">Cookies</a>', {
    config,
  });
  await expect(visit.notice).toBeVisible();
  await visit.page.evaluate(() => {
    for (const one of document.querySelectorAll('#izin, #ad')) one.remove();
    history.replaceState({}, '', '#part');
  });
  await visit.quiet();
  await expect(visit.root).toHaveCount(0);

  await visit.page.evaluate(() => window.izin.show());
  await expectBanner(visit);
  await visit.page.evaluate(() => document.querySelector('#izin')?.remove());
  await visit.page.getByRole('link', { name: 'Cookies' }).click();
  await expect(visit.preferences).toBeVisible();
  await visit.preferences.getByRole('button', { name: 'Reject all' }).click();
  await expect(visit.preferences).toHaveCount(0);
  expect((await visit.record())?.get('performance')).toBe('0');
});
