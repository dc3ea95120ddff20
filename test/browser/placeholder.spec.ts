import { createMarker } from 'izin/mark';
import type { Locator } from '@playwright/test';
import { after, drop, html, js, status, type Answer } from './answers.ts';
import { bundle } from './bundle.ts';
import type { Receipt } from './izin.ts';
import { expect, SHOP, test, type Visit } from './page.ts';
import { PASTED } from './pasted.ts';
import { sealOf } from './sealing.ts';
import { distFile } from './world.ts';

const config = { ...SHOP, services: { ...SHOP.services, youtube: true } } as const;
const CHUNK = /izin-placeholder\.js/;

/** A frame of YouTube as it is pasted, and marked. */
const video = (id: string, more = 'width="560" height="315"'): string =>
  `<iframe title="Film ${id}" id="${id}" data-category="functional" data-service="youtube" data-src="https://www.youtube.com/embed/${id}" ${more}></iframe>`;

const placeholders = (visit: Visit): Locator => visit.page.locator('.izin-placeholder');
const groupOf = (visit: Visit, name: string | RegExp): Locator => visit.page.getByRole('group', { name });
const once = (within: Locator): Locator => within.getByRole('button', { name: 'Load once' });
const always = (within: Locator): Locator => within.getByRole('button', { name: /^Always allow/ });
const chunks = (visit: Visit): number => visit.world.seen.filter(({ path }) => CHUNK.test(path)).length;

/** The cumulative layout shift of a page so far, also of what came right after a click. */
const shifts = (visit: Visit): Promise<number> =>
  visit.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as unknown as { value: number }).value;
        });
        observer.observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum), 50)));
      }),
  );

/** How far the placeholder of a frame is from lying right over it, in px. */
const offsets = (visit: Visit, id: string): Promise<number> =>
  visit.page.evaluate((id) => {
    const frame = document.getElementById(id)?.getBoundingClientRect();
    const boxes = [...document.querySelectorAll('.izin-placeholder')].map((it) => it.getBoundingClientRect());
    if (!frame) return Number.NaN;
    const off = (box: DOMRect): number =>
      Math.max(...(['x', 'y', 'width', 'height'] as const).map((key) => Math.abs(box[key] - frame[key])));
    return Math.min(...boxes.map(off));
  }, id);

/** The latest receipt's event, and who gave it. */
const latest = (visit: Visit): Promise<unknown> =>
  visit.page.evaluate(() => {
    const { event, ui, loaded } = (window.izin.receipt() ?? {}) as Partial<Receipt>;
    return { event, ...ui, loaded };
  });

test.beforeEach(({ visit }) => {
  for (const id of ['a', 'b', 'c'])
    visit.world.answer(`www.youtube.com/embed/${id}`, html(`<title>${id}</title><button>Play</button>`));
});

test('a held frame says what it is, asks nobody for anything, and moves nothing', async ({ visit }) => {
  await visit.open(`<p>Before</p>${video('a')}<p>After</p>`, { config });
  const group = groupOf(visit, 'Video from YouTube Film a');
  await expect(group).toContainText(
    'Nothing has been sent yet. If you load it, Google LLC (United States) receives your IP address and may store cookies.',
  );
  await expect(once(group)).toBeVisible();
  expect(await offsets(visit, 'a')).toBeLessThan(1);
  const [first, second] = await Promise.all([once(group).boundingBox(), always(group).boundingBox()]);
  expect([first?.width, first?.height]).toEqual([second?.width, second?.height]);
  expect(first?.height).toBeGreaterThanOrEqual(44);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  expect([...visit.world.greeted].filter((host) => /youtube/.test(host))).toEqual([]);
  expect(await shifts(visit)).toBe(0);
});

test('load once loads that one frame on this page, stores nothing, and leaves a receipt', async ({
  visit,
}) => {
  let goOn = (): void => {};
  const slow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  visit.world.answer('toko.test/izin/izin-release.js', after(slow, distFile));
  await visit.open(video('a') + video('b') + video('c'), { config });
  await visit.press('Reject all');
  const before = (await visit.record())?.toString();
  await expect(placeholders(visit)).toHaveCount(3);
  await once(groupOf(visit, /Film b/)).click();
  await expect(groupOf(visit, /Film b/).getByRole('status')).toHaveText('Loading…');
  goOn();
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/b']);
  await expect(placeholders(visit)).toHaveCount(2);
  await expect.poll(() => visit.page.evaluate(() => document.activeElement?.id)).toBe('b');
  expect(await visit.page.locator('#b').evaluate((frame: HTMLElement) => frame.inert)).toBe(false);
  expect(await latest(visit)).toEqual({
    event: 'loaded-once',
    surface: 'placeholder',
    action: 'load-once',
    trusted: true,
    loaded: 'youtube',
  });
  await visit.quiet();
  expect(visit.outside()).toEqual(['www.youtube.com/embed/b']);
  expect((await visit.record())?.toString()).toBe(before);
  expect(await shifts(visit)).toBe(0);
  await visit.reload();
  await expect(placeholders(visit)).toHaveCount(3);
  expect(chunks(visit)).toBe(2);
});

test('always allow loads all of that service, here and on the next page, and nothing else', async ({
  visit,
}) => {
  const map = `<iframe title="Shop" id="m" data-category="functional" data-service="maps" data-src="https://maps.test/frame.html" width="500" height="300"></iframe>`;
  await visit.open(video('a') + map + video('b'), { config });
  await always(groupOf(visit, /Film a/)).click();
  await expect
    .poll(() => visit.outside().toSorted())
    .toEqual(['www.youtube.com/embed/a', 'www.youtube.com/embed/b']);
  await expect(groupOf(visit, /Maps Shop/)).toBeVisible();
  await expect(placeholders(visit)).toHaveCount(1);
  expect(await latest(visit)).toMatchObject({ surface: 'placeholder', action: 'save', trusted: true });
  await visit.reload();
  await expect(groupOf(visit, /Maps Shop/)).toBeVisible();
  await expect.poll(() => visit.outside().length).toBe(4);
  await expect(placeholders(visit)).toHaveCount(1);

  // A scripted click counts as such.
  await groupOf(visit, /Maps Shop/)
    .getByRole('button', { name: 'Always allow' })
    .evaluate((button: HTMLElement) => button.click());
  await expect.poll(() => latest(visit)).toMatchObject({ surface: 'placeholder', trusted: false });

  await visit.page.evaluate(() => window.izin.withdraw());
  visit.write(video('a') + map + video('b'), { config });
  await visit.reload();
  await expect(placeholders(visit)).toHaveCount(3);
});

test('a service that nobody declared goes with its category, and the button says so', async ({ visit }) => {
  await visit.open(video('a').replace('data-service="youtube"', ''), { config: SHOP });
  const group = groupOf(visit, /Film a/);
  await expect(group).toContainText('Google LLC');
  await group.getByRole('button', { name: 'Always allow: Functional' }).click();
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a']);
  expect((await visit.state()).decisions).toMatchObject({ functional: 'granted', marketing: 'denied' });
});

test('what nobody can agree to is held, says why, and has no buttons for it', async ({ visit }) => {
  await visit.open(
    `<iframe title="Odd" data-category="unclassified" data-src="https://odd.test/x.html" width="500" height="300"></iframe>
    <iframe title="Advert" data-category="marketing" data-service="ads" data-src="https://ads.test/x.html" width="500" height="300"></iframe>`,
    { config: { ...config, categories: { marketing: false } } },
  );
  const odd = groupOf(visit, /Odd/);
  await expect(odd).toContainText('the site owner has not said what it is for');
  await expect(groupOf(visit, /Advert/)).toContainText('does not offer the category Marketing');
  for (const group of [odd, groupOf(visit, /Advert/)])
    await expect(group.getByRole('button')).toHaveText(['Cookie settings']);
  await expect(odd.getByRole('link')).toHaveAttribute('href', 'https://odd.test/x.html');
  await expect(odd.getByRole('link')).toHaveAttribute('rel', 'noopener noreferrer');
});

test('pages without anything to see load no file for it', async ({ visit }) => {
  const pixel = (more: string): string => video('a', more);
  const unseen = [
    '<p>Nothing</p>',
    pixel('width="1" height="1"'),
    pixel('style="display:none"'),
    pixel('style="position:absolute;left:-9999px" width="300" height="300"'),
    `<div style="height:4000px"></div>${pixel('width="300" height="300"')}`,
    `<blockquote class="twitter-tweet">No script</blockquote>`,
  ];
  for (const body of unseen) {
    await visit.open(body, { config });
    await expect(visit.notice).toBeVisible();
    await visit.quiet();
    expect(chunks(visit), body).toBe(0);
  }
  // Its file may come, for there is something to see; but the owner has a picture there.
  await visit.open(`<div data-placeholder="none">${video('a')}</div>${video('b')}`, { config });
  await expect(groupOf(visit, /Film b/)).toBeVisible();
  await expect(placeholders(visit)).toHaveCount(1);
  const before = chunks(visit);
  visit.forgive(/report/);
  await visit.open(video('a'), { config: { ...config, mode: 'report' } });
  await visit.quiet();
  expect(chunks(visit)).toBe(before);
});

test('frames that come later, move, hide and go take their placeholders along', async ({ visit }) => {
  await visit.open('<div id="one"></div><div id="two" style="margin-top:2em"></div>', { config });
  await visit.page.evaluate(() => {
    const frame = document.createElement('iframe');
    Object.assign(frame, { id: 'a', title: 'Film a', width: '500', height: '300' });
    frame.src = 'https://www.youtube.com/embed/a';
    document.getElementById('one')?.append(frame);
  });
  const group = groupOf(visit, /Film a/);
  await expect(group).toBeVisible();
  const on = (code: (frame: HTMLElement) => unknown): Promise<unknown> =>
    visit.page.locator('#a').evaluate(code);
  await on((frame) => document.getElementById('two')?.append(frame));
  await expect.poll(() => offsets(visit, 'a')).toBeLessThan(1);
  expect(await on((frame) => frame.nextElementSibling?.className)).toBe('izin-placeholder');
  await on((frame) => (frame.style.display = 'none'));
  await expect(group).toHaveCount(0);
  await on((frame) => (frame.style.display = ''));
  await expect(group).toBeVisible();
  // As React takes out what it has put there, without a word.
  await on((frame) => frame.parentNode?.removeChild(frame));
  await expect(placeholders(visit)).toHaveCount(0);
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('a copy of the page that a framework kept has placeholders of its own', async ({ visit }) => {
  await visit.open(video('a'), { config });
  await expect(groupOf(visit, /Film a/)).toBeVisible();
  await visit.page.evaluate(() => document.body.replaceWith(document.body.cloneNode(true)));
  const group = groupOf(visit, /Film a/);
  await expect(always(group)).toBeVisible();
  await expect(placeholders(visit)).toHaveCount(1);
  await always(group).click();
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a']);
  expect(await visit.page.locator('#a').evaluate((frame: HTMLElement) => frame.inert)).toBe(false);
});

test('lies over the frame wherever that is, whatever the site does with styles', async ({ visit }) => {
  const films = {
    a: '',
    b: '<div style="position:relative;padding-top:56.25%;inline-size:30em"><iframe-></div>',
    c: '<div id="scroller" style="block-size:12em;inline-size:24em;overflow:auto;border-radius:9px"><p style="block-size:5em">Up<iframe-><p style="block-size:30em">Down</div>',
    d: '<div style="display:flex;gap:3em;justify-content:space-between"><b>x</b><iframe-></div>',
    f: '<div style="transform:scale(0.5);transform-origin:0 0"><iframe-></div>',
    g: '<div dir="rtl"><iframe-></div>',
  };
  const body = Object.entries(films)
    .map(([id, around]) =>
      (around || '<iframe->').replace(
        '<iframe->',
        video(
          id,
          id === 'b'
            ? 'style="position:absolute;inset:0;width:100%;height:100%;z-index:2"'
            : 'width="300" height="200"',
        ),
      ),
    )
    .join('<p>Text</p>');
  await visit.page.setViewportSize({ width: 900, height: 2000 });
  await visit.open(body, {
    config,
    head: `<style>
      iframe + div { display: none !important; margin: 9px !important }
      div { filter: none; opacity: 0.99; min-width: 0 }
      * { letter-spacing: 0.5em !important; text-transform: uppercase !important; font-size: 40px !important; position: static }
      .izin-placeholder { inset: 5px !important; transform: none !important }
    </style>`,
  });
  await expect(placeholders(visit)).toHaveCount(6);
  for (const id of Object.keys(films)) expect.soft(await offsets(visit, id), id).toBeLessThan(1);
  const button = once(groupOf(visit, /Film a/));
  expect(
    await button.evaluate((it) => {
      const { letterSpacing, textTransform, fontSize } = getComputedStyle(it);
      return [letterSpacing, textTransform, Number.parseFloat(fontSize) < 20];
    }),
  ).toEqual(['normal', 'none', true]);
  expect(await shifts(visit)).toBe(0);
  // It goes with what scrolls, and is cut where that is.
  await visit.page.locator('#scroller').evaluate((it) => it.scrollTo(0, 100));
  await expect.poll(() => offsets(visit, 'c')).toBeLessThan(1);
  const seen = await visit.page.evaluate(() => {
    const frame = document.getElementById('c')?.getBoundingClientRect() ?? new DOMRect();
    const scroller = document.getElementById('scroller')?.getBoundingClientRect() ?? new DOMRect();
    const at = (y: number) => document.elementFromPoint(frame.left + 20, y)?.className;
    return [at(scroller.top + 9), at(scroller.top - 4)];
  });
  expect(seen).toEqual(['izin-placeholder', expect.not.stringContaining('izin-placeholder')]);

  // Rules for the last child find the same one as before.
  await visit.open(`<div class="stack">${video('a')}</div><p>After</p>`, {
    config,
    head: '<style>.stack > * { display: block; margin-block-end: 5em } .stack > :last-child { margin: 0 }</style>',
  });
  await expect(once(groupOf(visit, /Film a/))).toBeVisible();
  expect(await offsets(visit, 'a')).toBeLessThan(1);
  expect(await shifts(visit)).toBe(0);

  await visit.open(video('a'), { config, head: '<style>* { all: unset !important }</style>' });
  await expect(once(groupOf(visit, /Film a/))).toBeVisible();
  expect(await offsets(visit, 'a')).toBeLessThan(1);
  await once(groupOf(visit, /Film a/)).click();
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a']);
});

test('works by keyboard alone', async ({ visit }) => {
  await visit.open(`<a href="#x" id="before">Before</a>${video('a')}<a href="#y" id="after">After</a>`, {
    config,
  });
  await visit.press('Reject all');
  await expect(once(groupOf(visit, /Film a/))).toBeVisible();
  await visit.page.locator('#before').focus();
  const at = (): Promise<string | null | undefined> =>
    visit.page.evaluate(() => {
      const { activeElement: it } = document;
      return (it?.shadowRoot?.activeElement ?? it)?.textContent || it?.id;
    });
  const passed: unknown[] = [];
  for (let i = 0; i < 4; i++) {
    await visit.page.keyboard.press('Tab');
    passed.push(await at());
  }
  expect(passed).toEqual(['Load once', 'Always allow', 'Cookie settings', 'After']);
  await visit.page.keyboard.press('Shift+Tab');
  await visit.page.keyboard.press('Enter');
  await expect(visit.preferences).toBeVisible();
  await visit.page.keyboard.press('Escape');
  await expect(visit.preferences).toHaveCount(0);
  await expect.poll(at).toBe('Cookie settings');
  await visit.page.keyboard.press('Shift+Tab');
  await visit.page.keyboard.press('Shift+Tab');
  await visit.page.keyboard.press('Space');
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a']);
  await expect.poll(() => visit.page.evaluate(() => document.activeElement?.id)).toBe('a');
  await visit.page.keyboard.press('Tab');
  const frame = visit.page.frames().find((it) => /embed/.test(it.url()));
  expect(await frame?.evaluate(() => document.activeElement?.textContent)).toBe('Play');
});

test('follows the language, and takes the owner’s texts and colours', async ({ visit }) => {
  await visit.open(video('a'), {
    config: {
      ...config,
      languages: ['id', 'en', 'fr'],
      appearance: { accent: '#ffcc00' },
      texts: { fr: { 'placeholder.once': 'Charger une fois' } },
    },
  });
  const group = placeholders(visit).getByRole('group');
  await expect(group).toHaveAttribute('lang', 'en');
  await visit.page.evaluate(() => window.izin.setLanguage('id'));
  await expect(group).toContainText('Belum ada data yang dikirim. Jika dimuat, Google LLC (Amerika Serikat)');
  await expect(group.getByRole('button')).toHaveText([
    'Muat sekali ini',
    'Selalu izinkan',
    'Pengaturan cookie',
  ]);
  await visit.page.evaluate(() => window.izin.setLanguage('fr'));
  await expect(group.getByRole('button', { name: 'Charger une fois' })).toHaveCSS(
    'background-color',
    'rgb(255, 204, 0)',
  );
  await expect(group).toHaveAttribute('lang', 'fr');
});

test('stays reachable in little room', async ({ visit }) => {
  const sizes = [
    [300, 80],
    [200, 200],
    [320, 180],
    [900, 80],
  ] as const;
  const body = sizes.map(([w, h], i) => video(`s${i}`, `width="${w}" height="${h}"`)).join('');
  await visit.page.setViewportSize({ width: 320, height: 640 });
  await visit.open(body, { config, head: '<meta name="viewport" content="width=device-width">' });
  await visit.press('Reject all');
  for (let i = 0; i < sizes.length; i++) {
    const group = groupOf(visit, new RegExp(`Film s${i}`));
    await visit.page.locator(`#s${i}`).scrollIntoViewIfNeeded();
    for (const button of await group.getByRole('button').all()) {
      await button.focus();
      const [box, clip] = await Promise.all([button.boundingBox(), group.boundingBox()]);
      expect(box?.height).toBeGreaterThanOrEqual(24);
      expect((box?.y ?? 0) + 1).toBeGreaterThanOrEqual(clip?.y ?? 0);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(
        (clip?.y ?? 0) + (clip?.height ?? 0) + 1,
      );
    }
    expect(await group.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0);
  }
});

test('frames wider than the page say all within what is seen of them, with large letters too', async ({
  visit,
}) => {
  const around = '<div style="inline-size:260px;overflow-x:auto;position:relative">';
  await visit.open(`${video('a')}${around}${video('b')}</div>`, {
    config,
    head: '<meta name="viewport" content="width=device-width"><style>body { margin: 0 }</style>',
  });
  await visit.press('Reject all');
  const client = await visit.context.newCDPSession(visit.page);
  for (const [width, letters] of [
    [360, 16],
    [320, 16],
    [320, 32],
  ] as const) {
    await visit.page.setViewportSize({ width, height: 900 });
    await client.send('Page.setFontSizes', { fontSizes: { standard: letters, fixed: letters } });
    for (const [id, room, side] of [
      ['a', width, 0],
      ['a', width, 500],
      ['b', 260, 0],
    ] as const) {
      await visit.page.evaluate((side) => scrollTo(side, 0), side);
      const ends = (): Promise<number[]> =>
        groupOf(visit, new RegExp(`Film ${id}`)).evaluate((group) =>
          [...group.querySelectorAll('button,p.about')].flatMap((it) => {
            const { left, right } = it.getBoundingClientRect();
            return [left, right];
          }),
        );
      const from =
        id === 'b'
          ? await visit.page.locator('div:has(> #b)').evaluate((it) => it.getBoundingClientRect().left)
          : 0;
      await expect.poll(async () => Math.min(...(await ends()))).toBeGreaterThanOrEqual(from);
      await expect.poll(async () => Math.max(...(await ends()))).toBeLessThanOrEqual(from + room);
    }
  }
});

test('what is not there to be seen has none, and what is small has a button that opens the rest', async ({
  visit,
}) => {
  await visit.open(
    [
      video('p', 'width="1" height="1"'),
      video('z', 'width="0" height="0"'),
      video('h', 'hidden'),
      video('i', 'style="visibility:hidden"'),
      video('j', 'style="display:none"'),
      video('a', 'width="120" height="90"'),
    ].join(''),
    { config },
  );
  await visit.press('Reject all');
  await expect(placeholders(visit)).toHaveCount(1);
  const group = groupOf(visit, /Film a/);
  const open = group.getByRole('button', { name: 'Video from YouTube' });
  await expect(group.getByRole('button')).toHaveCount(1);
  expect(await offsets(visit, 'a')).toBeLessThan(1);
  await open.press('Enter');
  await expect(group).toContainText('Google LLC (United States) receives your IP address');
  await visit.page.keyboard.press('Escape');
  await expect(once(group)).toBeHidden();
  await expect(open).toBeFocused();
  // The button that opens it closes it, too.
  await open.click();
  await expect(once(group)).toBeVisible();
  const { x = 0, y = 0 } = (await open.boundingBox()) ?? {};
  await visit.page.mouse.click(x + 5, y + 5);
  await expect(once(group)).toBeHidden();
  await visit.page.keyboard.press('Enter');
  await visit.page.keyboard.press('Tab');
  await expect(once(group)).toBeFocused();
  const box = await once(group).boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(24);
  expect(visit.outside()).toEqual([]);
  await visit.page.keyboard.press('Enter');
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a']);

  await expect.poll(() => visit.page.evaluate(() => document.activeElement?.id)).toBe('a');
  await expect(placeholders(visit)).toHaveCount(0);
});

test('three on one page by Tab and Enter: the middle one once, then all of its service', async ({
  visit,
}) => {
  await visit.open(`<a href="#x" id="before">Before</a>${video('a')}${video('b')}${video('c')}`, { config });
  await visit.press('Reject all');
  await expect(placeholders(visit)).toHaveCount(3);
  await visit.page.locator('#before').focus();
  const at = (): Promise<string> =>
    visit.page.evaluate(() => {
      const { activeElement: it } = document;
      const within = it?.shadowRoot?.activeElement;
      return `${it?.previousElementSibling?.id} ${within?.textContent}`;
    });
  const until = async (place: string): Promise<void> => {
    for (let i = 0; i < 9 && (await at()) !== place; i++) await visit.page.keyboard.press('Tab');
    expect(await at()).toBe(place);
  };
  const heard = await groupOf(visit, /Film b/)
    .getByRole('status')
    .elementHandle();
  await visit.page.evaluate((status) => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => said.push(status?.textContent ?? '')).observe(status as Node, {
      childList: true,
    });
  }, heard);
  await until('b Load once');
  await visit.page.keyboard.press('Enter');
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/b']);
  await expect.poll(() => visit.page.evaluate(() => document.activeElement?.id)).toBe('b');
  expect(await visit.page.evaluate(() => (window as unknown as { said: string[] }).said)).toContain(
    'Loading…',
  );
  await expect(placeholders(visit)).toHaveCount(2);
  // Through the frame and on.
  await until('c Always allow');
  await visit.page.keyboard.press('Enter');
  await expect
    .poll(() => visit.outside().toSorted())
    .toEqual(['a', 'b', 'c'].map((id) => `www.youtube.com/embed/${id}`));
  await expect(placeholders(visit)).toHaveCount(0);
  await expect.poll(() => visit.page.evaluate(() => document.activeElement?.id)).toBe('c');
});

test.describe('on a sealed page', () => {
  test('offers only what can be: always allow, and the same in a new tab', async ({ visit }) => {
    visit.forgive(/Content Security Policy|Refused to|violates the following/);
    await visit.open(video('a'), { config, before: sealOf(config) });
    const group = groupOf(visit, /Film a/);
    await expect(group).toContainText('Nothing has been sent yet');
    await expect(group).toContainText('If you allow it, this page is loaded again to show it.');
    await visit.page.evaluate(() => window.izin.setLanguage('id'));
    await expect(placeholders(visit).getByRole('group')).toContainText(
      'Jika Anda izinkan, halaman ini dimuat ulang untuk menampilkannya.',
    );
    await visit.page.evaluate(() => window.izin.setLanguage('en'));
    await expect(group.getByRole('button')).toHaveText(['Always allow', 'Cookie settings']);
    const link = group.getByRole('link', { name: 'Open at youtube.com (new tab)' });
    await expect(link).toHaveAttribute('href', 'https://www.youtube.com/watch?v=a');
    await expect(link).toHaveAttribute('target', '_blank');
    await visit.quiet();
    expect(visit.outside()).toEqual([]);
    await always(group).click();
    await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a']);
    await expect(placeholders(visit)).toHaveCount(0);
  });

  test('says that what is allowed comes with the next page, where the owner wants that', async ({
    visit,
  }) => {
    visit.forgive(/Content Security Policy|Refused to|violates the following/);
    const later = { ...config, consent: { grant: 'next-page' } };
    await visit.open(video('a'), { config: later, before: sealOf(later) });
    const group = placeholders(visit).getByRole('group');
    const says = async (inEnglish: string, inIndonesian: string): Promise<void> => {
      await expect(group).toContainText(inEnglish);
      await visit.page.evaluate(() => window.izin.setLanguage('id'));
      await expect(group).toContainText(inIndonesian);
      await visit.page.evaluate(() => window.izin.setLanguage('en'));
      await expect(group).toContainText(inEnglish);
    };
    await says(
      'Once you allow it, it shows the next time this page is opened.',
      'Setelah Anda izinkan, konten ini tampil saat halaman ini dibuka lagi.',
    );
    await always(group).press('Enter');
    const allowed = 'You have allowed it. It shows the next time this page is opened or loaded again.';
    await expect(group.getByRole('status')).toHaveText(allowed);
    await expect(always(group)).toHaveCount(0);
    await expect(group.getByRole('button', { name: 'Cookie settings' })).toBeFocused();
    await says(
      allowed,
      'Sudah Anda izinkan. Konten ini tampil saat halaman ini dibuka lagi atau dimuat ulang.',
    );
    await visit.reload();
    await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a']);
  });
});

/** What each service gives out to be pasted, and the frame that its script makes of it. */
const EMBEDS = [
  {
    name: 'X',
    script: 'platform.twitter.com/widgets.js',
    frame: 'platform.twitter.com/embed/Tweet.html',
    find: '.twitter-tweet',
    markup:
      '<blockquote class="twitter-tweet"><p lang="in">Batik dari Laweyan.</p>&mdash; Toko (@toko) <a href="https://twitter.com/toko/status/20">March 21</a></blockquote>',
    says: 'Batik dari Laweyan. — Toko (@toko) March 21',
    link: 'https://twitter.com/toko/status/20',
  },
  {
    name: 'Instagram',
    script: 'www.instagram.com/embed.js',
    frame: 'www.instagram.com/p/Abc/embed/',
    find: '.instagram-media',
    markup:
      '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Abc/"><a href="https://www.instagram.com/p/Abc/">View this post</a></blockquote>',
    says: 'View this post',
    link: 'https://www.instagram.com/p/Abc/',
  },
  {
    name: 'TikTok',
    script: 'www.tiktok.com/embed.js',
    frame: 'www.tiktok.com/embed/v2/7',
    find: '.tiktok-embed',
    markup:
      '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@toko/video/7"><section><a href="https://www.tiktok.com/@toko">@toko</a> Kain</section></blockquote>',
    says: '@toko Kain',
    link: 'https://www.tiktok.com/@toko/video/7',
  },
  {
    name: 'Facebook',
    script: 'connect.facebook.net/en_US/sdk.js',
    frame: 'www.facebook.com/plugins/post.php',
    find: '.fb-post',
    markup: '<div class="fb-post" data-href="https://www.facebook.com/toko/posts/1"></div>',
    says: '',
    link: 'https://www.facebook.com/toko/posts/1',
  },
] as const;

test('what the services give out to be pasted, marked, is known: whose it is, what it means, where it stands', async ({
  visit,
}) => {
  const pasted = PASTED.map(([, , , markup]) => `<div class="pasted">${markup}</div>`).join('');
  const { html } = createMarker(SHOP).mark(`<body>${pasted}`);
  await visit.page.setViewportSize({ width: 900, height: 5000 });
  const head = '<style>blockquote, .fb-post { min-height: 12rem }</style>';
  await visit.open(html.replace('<body>', ''), { config: SHOP, head });
  await visit.press('Reject all');
  await expect(placeholders(visit)).toHaveCount(PASTED.length);
  const cells = visit.page.locator('.pasted');
  for (const [i, [name, company, ratio]] of PASTED.entries()) {
    const group = cells.nth(i).getByRole('group');
    await expect.soft(group, name).toHaveAccessibleName(name);
    await expect
      .soft(group, name)
      .toContainText(/receives your IP address, may store cookies and may|may store cookies\./);
    await expect.soft(group.locator('.about'), name).toContainText(company);
    await expect.soft(once(group), name).toHaveCount(1);
    const [off, found] = await cells.nth(i).evaluate((cell) => {
      const box =
        cell
          .querySelector('iframe,blockquote,.fb-post')
          ?.closest('.fb-post,iframe,blockquote')
          ?.getBoundingClientRect() ?? new DOMRect();
      const own = cell.querySelector('.izin-placeholder')?.getBoundingClientRect() ?? new DOMRect();
      return [
        Math.max(...(['x', 'y', 'width', 'height'] as const).map((key) => Math.abs(box[key] - own[key]))),
        box.width / box.height,
      ];
    });
    expect.soft(off, name).toBeLessThan(1);
    // The old frames have a border of 2 px.
    if (ratio) expect.soft(Math.abs((found ?? 0) / ratio - 1), name).toBeLessThan(0.02);
  }
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

for (const { name, script, frame, find, markup, says, link } of EMBEDS)
  test(`embeds of ${name}: the owner's text stays, and load once lets pass what its script brings`, async ({
    visit,
  }) => {
    visit.world.answer(
      script,
      js(
        `addEventListener('more', () => { const it = document.createElement('iframe'); it.src = 'https://${frame}?more'; it.width = it.height = 300; document.body.append(it) });
        for (const old of document.querySelectorAll('${find}')) { const it = document.createElement('iframe'); it.src = 'https://${frame}'; it.title = 'Post'; old.replaceChildren(it) }`,
      ),
    );
    const tag = `<script async data-category="functional" type="text/plain" src="https://${script}"></script>`;
    const other = video('a', 'width="300" height="200"');
    await visit.open(`<div style="block-size:110vh">Above</div>${markup}${markup}${tag}${tag}${other}`, {
      config: SHOP,
    });
    await visit.press('Reject all');
    const before = (await visit.record())?.toString();
    const group = groupOf(visit, new RegExp(`from ${name}`)).first();
    await visit.page.locator(find).first().scrollIntoViewIfNeeded();
    await expect(group).toContainText(says);
    await expect(group.getByRole('link')).toHaveAttribute('href', link);
    await expect(group).toContainText('Nothing has been sent yet');
    expect(await shifts(visit)).toBe(0);
    expect(visit.outside()).toEqual([]);
    await once(group).click();
    await expect.poll(() => visit.outside()).toEqual([script, frame, frame]);
    await expect(groupOf(visit, new RegExp(`from ${name}`))).toHaveCount(0);
    expect(await latest(visit)).toMatchObject({
      event: 'loaded-once',
      surface: 'placeholder',
      trusted: true,
    });
    await visit.page.evaluate(() => dispatchEvent(new Event('more')));
    await expect.poll(() => visit.outside()).toEqual([script, frame, frame, `${frame}?more`]);
    expect((await visit.record())?.toString()).toBe(before);
    // The next word of the visitor's counts for it, too.
    await visit.page.evaluate(() => window.izin.rejectAll());
    await visit.page.evaluate(() => dispatchEvent(new Event('more')));
    await visit.quiet();
    expect(visit.outside()).toEqual([script, frame, frame, `${frame}?more`]);
    await visit.reload();
    await visit.quiet();
    expect(visit.outside()).toHaveLength(4);
  });

for (const [name, failure] of [
  ['cannot be reached', drop],
  ['is not there', status(404)],
] as readonly [string, Answer][])
  test(`load once of an embed whose script ${name}: says so, lends nothing, and can be tried again`, async ({
    visit,
  }) => {
    const { script, frame, find, markup } = EMBEDS[0];
    visit.world.answer(script, failure);
    const tag = `<script async data-category="functional" type="text/plain" src="https://${script}"></script>`;
    await visit.open(markup.replace('>', ' style="min-height:20rem">') + markup + tag, { config: SHOP });
    await visit.press('Reject all');
    const group = groupOf(visit, /from X/).first();
    await once(group).press('Enter');
    await expect(group.getByRole('status')).toHaveText('Could not load. Try again');
    await expect(group.locator('.failed')).toHaveText('Could not load. Try again');
    await expect(group).toContainText('Not loaded yet');
    await expect(once(group)).toBeFocused();
    // Its script was asked for, whichever post that was for.
    await expect(groupOf(visit, /from X/).last()).toContainText('Not loaded yet');
    // Nothing else of it passes.
    await visit.page.evaluate((frame) => {
      const it = document.createElement('iframe');
      it.src = `https://${frame}`;
      document.body.append(it);
    }, frame);
    await visit.quiet();
    expect(new Set(visit.outside())).toEqual(new Set([script]));
    await visit.page.locator('body > iframe').evaluate((it) => it.remove());
    visit.world.answer(
      script,
      js(
        `for (const old of document.querySelectorAll('${find}')) { const it = document.createElement('iframe'); it.src = 'https://${frame}'; it.title = 'Post'; old.replaceWith(it) }`,
      ),
    );
    await once(group).press('Enter');
    await expect.poll(() => visit.outside().filter((name) => name === frame).length).toBe(2);
    await expect(groupOf(visit, /from X/)).toHaveCount(0);
    await expect.poll(() => visit.page.evaluate(() => document.activeElement?.localName)).toBe('iframe');
  });

test('says in the card of an embed that it could not load where our own file is missing', async ({
  visit,
}) => {
  visit.forgive(/503|Failed to load resource|dynamically imported/);
  visit.world.answer('toko.test/izin/izin-release.js', status(503));
  const { script, markup } = EMBEDS[0];
  const tag = `<script async data-category="functional" type="text/plain" src="https://${script}"></script>`;
  await visit.open(markup.replace('>', ' style="min-height:20rem">') + tag, { config: SHOP });
  await visit.press('Reject all');
  const group = groupOf(visit, /from X/);
  await once(group).click();
  await expect(group.getByRole('status')).toHaveText('Could not load. Try again');
  expect(visit.outside()).toEqual([]);
});

const REACT = `
import { createElement as h } from 'react';
import { hydrateRoot } from 'react-dom/client';
const film = { id: 'a', title: 'Film a', width: 560, height: 315, 'data-category': 'functional', 'data-service': 'youtube', 'data-src': 'https://www.youtube.com/embed/a' };
self.takeOver = () => hydrateRoot(document.getElementById('app'), h('div', null, h('p', null, 'One'), h('iframe', film), h('p', null, 'Two')), {
  onRecoverableError: (error) => console.error('hydration: ' + error),
});
`;

test('React finds the page as the server sent it, however long its code takes; then the placeholder stands by its frame', async ({
  visit,
}) => {
  let goOn = (): void => {};
  const slow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  visit.world.answer('toko.test/app.js', after(slow, js(`${await bundle(REACT)};takeOver()`)));
  const body = `<div id="app"><div><p>One</p>${video('a')}<p>Two</p></div></div><astro-island ssr>${video('b')}</astro-island><script async src="/app.js"></script>`;
  visit.write(body, { config });
  await visit.page.goto(visit.origin, { waitUntil: 'commit' });
  const group = groupOf(visit, /Film a/);
  await expect(once(group)).toBeVisible();
  expect(await offsets(visit, 'a')).toBeLessThan(1);
  expect(await visit.page.locator('#app .izin-placeholder').count()).toBe(0);
  await visit.page.locator('#a').evaluate((frame) => Object.assign(frame, { isFirst: true }));
  goOn();
  await expect(visit.page.locator('#a + .izin-placeholder')).toHaveCount(1);
  expect(await offsets(visit, 'a')).toBeLessThan(1);
  expect(await visit.page.locator('#a').evaluate((frame) => 'isFirst' in frame)).toBe(true);
  const island = visit.page.locator('astro-island');
  await expect(placeholders(visit)).toHaveCount(2);
  await expect(island.locator('.izin-placeholder')).toHaveCount(0);
  await island.evaluate((it) => {
    it.removeAttribute('ssr');
    it.dispatchEvent(new Event('astro:hydrate'));
  });
  await expect(island.locator('.izin-placeholder')).toHaveCount(1);
  expect(visit.complaints(/hydrat/i)).toEqual([]);
  expect(await shifts(visit)).toBe(0);
  // What takes the page over later yet: as the README says.
  visit.world.answer('toko.test/late.js', js(await bundle(REACT)));
  await visit.open(body.replace('<div', '<div data-placeholder="none"').replace('app.js', 'late.js'), {
    config,
  });
  await visit.quiet();
  await visit.page.evaluate(() => (self as unknown as { takeOver(): void }).takeOver());
  await visit.quiet();
  expect(visit.complaints(/hydration: /)).toEqual([]);
});

for (const [name, press, isMarked] of [
  ['load once', once, true],
  ['load once', once, false],
  ['always allow', always, true],
  ['always allow', always, false],
] as const)
  test(`after ${name} a ${isMarked ? 'marked ' : ''}frame goes on with the same service, and with nobody else`, async ({
    visit,
  }) => {
    const src = (url: string): Promise<void> =>
      visit.page.evaluate((url) => {
        const frame = document.querySelector('iframe') ?? document.createElement('iframe');
        Object.assign(frame, { title: 'Film a', width: 560, height: 315, src: url });
        if (!frame.isConnected) document.body.append(frame);
      }, url);
    await visit.open(isMarked ? video('a') : '', { config });
    await visit.press('Reject all');
    if (!isMarked) await src('https://www.youtube.com/embed/a');
    await press(groupOf(visit, /Film a/)).click();
    await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a']);
    await expect(placeholders(visit)).toHaveCount(0);
    await src('https://www.youtube.com/embed/b');
    const both = ['www.youtube.com/embed/a', 'www.youtube.com/embed/b'];
    await expect.poll(() => visit.outside()).toEqual(both);
    await src('https://www.facebook.com/plugins/post.php');
    await expect(groupOf(visit, /Facebook|Meta/)).toBeVisible();
    await visit.quiet();
    expect(visit.outside()).toEqual(both);
  });

for (const isMarked of [true, false])
  test(`a ${isMarked ? 'marked ' : ''}frame that was loaded once asks nobody after the visitor's next word`, async ({
    visit,
  }) => {
    const frame = video('a');
    await visit.open(isMarked ? frame : frame.replace(/data-category.*data-src/, 'src'), { config });
    await visit.press('Reject all');
    const group = groupOf(visit, /Film a/);
    const [a, b] = ['www.youtube.com/embed/a', 'www.youtube.com/embed/b'];
    await once(group).click();
    await expect.poll(() => visit.outside()).toContain(a);
    await expect(placeholders(visit)).toHaveCount(0);
    const known = visit.outside();
    await visit.page.evaluate(() => window.izin.choose({ youtube: 'granted' }));
    await visit.page.evaluate(() => window.izin.withdraw());
    await visit.page.evaluate(() => {
      document.querySelector('iframe')?.setAttribute('src', 'https://www.youtube.com/embed/b');
    });
    await expect(group).toContainText('Not loaded yet');
    await visit.quiet();
    expect(visit.outside()).toEqual(known);
    await once(group).click();
    await expect.poll(() => visit.outside()).toEqual([...known, b]);
    await visit.page.evaluate(() => window.izin.rejectAll());
    // What is put elsewhere loads anew.
    await visit.page.evaluate(() => document.body.append(document.querySelector('iframe') ?? ''));
    await expect(once(group)).toBeVisible();
    await visit.quiet();
    expect(visit.outside()).toEqual([...known, b]);
  });

test('speaks of what would be loaded now: of another address, of the next service, of what was left to the page', async ({
  visit,
}) => {
  const srcdoc = `<iframe title="Both" width="560" height="315" srcdoc="<script src='https://maps.test/m.js'></script><script src='https://ads.test/a.js'></script>"></iframe>`;
  await visit.open(`${srcdoc}<div id="own" data-placeholder="none">${video('b')}</div>`, { config });
  await visit.press('Reject all');
  await always(groupOf(visit, 'Content from Maps Both')).click();
  await expect(once(groupOf(visit, 'Content from Ads Both'))).toBeEnabled();
  await expect(groupOf(visit, /Both/)).toContainText('PT Iklan receives your IP address');
  await visit.page.evaluate(() => document.getElementById('own')?.removeAttribute('data-placeholder'));
  await expect(groupOf(visit, /Film b/)).toBeVisible();
  await visit.page.evaluate(() => {
    const frame = document.createElement('iframe');
    Object.assign(frame, {
      title: 'Film a',
      width: 560,
      height: 315,
      src: 'https://www.youtube.com/embed/a',
    });
    document.querySelector('main')?.prepend(frame);
  });
  const group = groupOf(visit, /Film a/);
  await expect(group).toContainText('Google LLC');
  await visit.page.evaluate(() => {
    document.querySelector('iframe')?.setAttribute('src', 'https://www.facebook.com/plugins/post.php');
  });
  await expect(group).toHaveAccessibleName('Post from Facebook Film a');
  await expect(group).toContainText('Meta Platforms, Inc.');
  expect(visit.outside()).toEqual([]);
  await once(group).click();
  await expect.poll(() => visit.outside()).toEqual(['www.facebook.com/plugins/post.php']);
});

test('what is taken back while it is on its way never loads, and can be answered anew', async ({ visit }) => {
  visit.forgive(/503|Failed to load resource|dynamically imported/);
  const group = groupOf(visit, /Film a/);
  /** Opens the page, and has our own file wait. */
  const open = async (answer: Answer): Promise<() => void> => {
    let goOn = (): void => {};
    const slow = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    visit.world.answer('toko.test/izin/izin-release.js', after(slow, answer));
    await visit.open(video('a'), { config });
    return goOn;
  };
  const fail = await open(status(503));
  await visit.press('Reject all');
  await once(group).click();
  await expect(group.getByRole('status')).toHaveText('Loading…');
  // What else happens meanwhile does not take it away.
  await visit.page.evaluate(() => {
    new Image().src = 'https://ads.test/x.gif';
    window.izin.setLanguage('id');
  });
  await visit.quiet();
  await expect(group.getByRole('status')).toHaveText('Loading…');
  fail();
  await expect(group.locator('.failed')).toHaveText('Gagal dimuat. Coba lagi');

  const goOn = await open(distFile);
  await once(group).click();
  await visit.page.evaluate(() => window.izin.rejectAll());
  goOn();
  await expect(once(group)).toBeVisible();

  const goOnAgain = await open(distFile);
  await always(group).click();
  await visit.page.evaluate(() => window.izin.withdraw());
  await expect(always(group)).toBeVisible();
  await expect(once(group)).not.toHaveAttribute('aria-disabled');
  goOnAgain();
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('a frame that is given another address on its way stays held; one that was loaded goes on in the next view', async ({
  visit,
}) => {
  let goOn = (): void => {};
  const going = new Promise<void>((resolve) => (goOn = resolve));
  visit.world.answer('toko.test/izin/izin-release.js', after(going, distFile));
  await visit.open(video('a'), { config });
  await visit.press('Reject all');
  const src = (url: string): Promise<unknown> =>
    visit.page.locator('iframe').evaluate((frame, url) => frame.setAttribute('src', url), url);
  await once(groupOf(visit, /Film a/)).click();
  await src('https://www.facebook.com/plugins/post.php');
  goOn();
  await expect(groupOf(visit, /Film a/)).toContainText('Could not load');
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
  await src('https://www.youtube.com/embed/a');
  await once(groupOf(visit, /Film a/)).click();
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a']);
  await visit.page.evaluate(() => history.pushState(null, '', '/next'));
  await src('https://www.youtube.com/embed/b');
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a', 'www.youtube.com/embed/b']);
});

test('a post that was loaded once lends nothing to the next view', async ({ visit }) => {
  const { script, markup } = EMBEDS[0];
  visit.world.answer(script, js('self.hasRun = true'));
  const tag = `<script async data-category="functional" type="text/plain" src="https://${script}"></script>`;
  const post = markup.replace('>', ' style="min-height:20rem">');
  await visit.open(post + tag, { config: SHOP });
  await visit.press('Reject all');
  await once(groupOf(visit, /from X/)).click();
  await expect.poll(() => visit.outside()).toEqual([script]);
  await expect(placeholders(visit)).toHaveCount(0);
  await visit.page.evaluate(
    ([post = '', src = '']) => {
      history.pushState(null, '', '/next');
      const body = document.createElement('body');
      body.innerHTML = post;
      document.body.replaceWith(body);
      body.append(Object.assign(document.createElement('script'), { src }));
    },
    [post, `https://${script}?next`],
  );
  await expect(once(groupOf(visit, /from X/))).toBeVisible();
  await visit.quiet();
  expect(visit.outside()).toEqual([script]);
});

test('what could not be loaded once is still held, says so, and can be tried again', async ({ visit }) => {
  visit.forgive(/503|Failed to load resource|dynamically imported/);
  visit.world.answer('toko.test/izin/izin-release.js', status(503));
  await visit.open(video('a'), { config });
  await visit.press('Reject all');
  await visit.page.evaluate(() => {
    Object.assign(window, { thrown: [] });
    addEventListener('unhandledrejection', (event) =>
      (window as unknown as { thrown: string[] }).thrown.push(String(event.reason)),
    );
  });
  const group = groupOf(visit, /Film a/);
  await once(group).click();
  await expect(group.locator('.failed')).toHaveText('Could not load. Try again');
  await expect(group.getByRole('status')).toHaveText('Could not load. Try again');
  expect(await latest(visit)).not.toMatchObject({ event: 'loaded-once' });
  expect(await visit.page.evaluate(() => (window as unknown as { thrown: string[] }).thrown)).toEqual([]);
  expect(visit.outside()).toEqual([]);
  visit.world.answer('toko.test/izin/izin-release.js', distFile);
  await once(group).click();
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a']);
  await expect.poll(() => latest(visit)).toMatchObject({ event: 'loaded-once', trusted: true });
  await expect(placeholders(visit)).toHaveCount(0);
});

test('a first layer that was closed stays closed, whatever a placeholder loads or fails to', async ({
  visit,
}) => {
  visit.forgive(/503|dynamically imported/);
  visit.world.answer('toko.test/izin/izin-release.js', status(503));
  await visit.open(video('a'), { config });
  await expect(visit.notice).toBeVisible();
  await visit.page.evaluate(() => {
    const shown: string[] = [];
    Object.assign(window, { shown });
    window.izin.hide();
    document.addEventListener('izin:show', ({ detail }) => shown.push(detail.layer));
  });
  const reopen = visit.root.getByRole('button', { name: /^(Cookie settings|Pengaturan cookie)$/ });
  await expect(reopen).toBeVisible();
  const group = groupOf(visit, /Film a/);
  await once(group).click();
  await expect(group.locator('.failed')).toBeVisible();
  visit.world.answer('toko.test/izin/izin-release.js', distFile);
  await once(group).click();
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/a']);
  // Nor does another language ask again.
  await visit.page.evaluate(() => window.izin.setLanguage('id'));
  await expect(reopen).toHaveText('Pengaturan cookie');
  expect(await visit.page.evaluate(() => Reflect.get(window, 'shown'))).toEqual([]);
  // What is new on offer does.
  await visit.page.evaluate((config) => window.izin.run(config), {
    ...config,
    services: { ...config.services, ads: { category: 'marketing', name: 'Ads', hosts: ['ads.test'] } },
  });
  await expect(visit.notice).toBeVisible();
});

test('always allow by keyboard: says that it loads where it was pressed, and the focus goes to the frame', async ({
  visit,
}) => {
  let goOn = (): void => {};
  const slow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  visit.world.answer('toko.test/izin/izin-release.js', after(slow, distFile));
  await visit.open(video('a'), { config });
  await visit.press('Reject all');
  const group = groupOf(visit, /Film a/);
  await always(group).press('Enter');
  await expect(group.getByRole('button', { name: 'Loading…' })).toBeFocused();
  await expect(group.locator('.actions [aria-disabled=true]')).toHaveCount(2);
  await expect(group).not.toContainText('You have allowed it');
  goOn();
  await expect.poll(() => visit.page.evaluate(() => document.activeElement?.id)).toBe('a');
});

test('takes part in what its surroundings say: no clicks, not shown, a modal dialog, a block above', async ({
  visit,
}) => {
  await visit.open(
    `<div id="cover" style="pointer-events:none">${video('a')}</div>
    <style>dialog > :last-child { margin-block-end: 30px } #shell { block-size: 400px; overflow: auto }</style>
    <dialog><p>One</p>${video('b')}</dialog>
    <div id="shell"><p>Top</p>${video('c')}</div>`,
    { config },
  );
  await visit.press('Reject all');
  await expect(placeholders(visit)).toHaveCount(2);
  const styleOf = (name: 'pointerEvents' | 'visibility'): Promise<string> =>
    placeholders(visit)
      .first()
      .evaluate((host, name) => getComputedStyle(host)[name], name);
  expect(await styleOf('pointerEvents')).toBe('none');
  await visit.page.evaluate(() =>
    document.getElementById('cover')?.style.setProperty('visibility', 'hidden'),
  );
  expect(await styleOf('visibility')).toBe('hidden');
  await visit.page.evaluate(() => {
    const block = document.createElement('div');
    block.style.blockSize = '60px';
    document.querySelector('#shell p')?.before(block);
  });
  await expect.poll(() => offsets(visit, 'c')).toBeLessThan(1);
  await visit.page.evaluate(() => document.querySelector('dialog')?.showModal());
  await expect(groupOf(visit, /Film b/)).toBeVisible();
  await once(groupOf(visit, /Film b/)).click();
  await expect.poll(() => visit.outside()).toEqual(['www.youtube.com/embed/b']);
});

test('is asked for again where its file could not be had', async ({ visit }) => {
  visit.forgive(/503|Failed to load resource|dynamically imported/);
  visit.world.answer('toko.test/izin/izin-placeholder.js', status(503));
  await visit.open(video('a'), { config });
  await visit.press('Reject all');
  await expect.poll(() => chunks(visit)).toBeGreaterThan(1);
  visit.world.answer('toko.test/izin/izin-placeholder.js', distFile);
  await expect(groupOf(visit, /Film a/)).toBeVisible();
});

test('however many there are, they are put in their places with a few layouts', async ({ visit }) => {
  const client = await visit.context.newCDPSession(visit.page);
  await client.send('Performance.enable');
  const count = async (): Promise<number> => {
    const { metrics } = await client.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'LayoutCount')?.value ?? Number.NaN;
  };
  let loads = 1;
  const frame = (id: string): string => `${video(id, 'width="90" height="50"')} `;
  const layouts = async (many: number, more = ''): Promise<number> => {
    const all = Array.from({ length: many }, (_, i) => frame(`f${i}`)).join('');
    await visit.open(`<div id="all" data-placeholder="none">${more}${all}</div><p>After</p>`, {
      config,
      head: '<style>.stack > * { display: block; margin: 0 0 9px } .stack > :last-child { margin: 0 }</style>',
    });
    await expect.poll(() => chunks(visit)).toBe(loads++);
    await visit.quiet();
    const before = await count();
    await visit.page.evaluate(() => document.getElementById('all')?.removeAttribute('data-placeholder'));
    await expect(visit.page.locator(`#f${many - 1} + .izin-placeholder`).getByRole('group')).toHaveCount(1);
    await expect(placeholders(visit)).toHaveCount(more ? many + 1 : many);
    await visit.quiet();
    return (await count()) - before;
  };
  const few = await layouts(5);
  expect((await layouts(40)) - few).toBeLessThan(15);
  // The one that would move all the others stands elsewhere, alone.
  expect((await layouts(40, `<div class="stack">${frame('g')}</div>`)) - few).toBeLessThan(30);
  await expect(visit.page.locator('body > .izin-placeholder:last-child')).toHaveCount(1);
  expect(await offsets(visit, 'g')).toBeLessThan(1);
});

test('what was refused while it was on its way was not tried: its card says what it always says', async ({
  visit,
}) => {
  let goOn = (): void => {};
  const slow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  visit.world.answer('toko.test/izin/izin-release.js', after(slow, distFile));
  const { script, markup } = EMBEDS[0];
  const tag = `<script async data-category="functional" type="text/plain" src="https://${script}"></script>`;
  await visit.open(video('a') + markup.replace('>', ' style="min-height:20rem">') + tag, { config });
  const groups = [groupOf(visit, /Film a/), groupOf(visit, /from X/)];
  for (const group of groups) {
    await once(group).press('Enter');
    await expect(group.getByRole('status')).toHaveText('Loading…');
  }
  await visit.press('Reject all');
  goOn();
  for (const group of groups) {
    await expect(once(group)).not.toHaveAttribute('aria-disabled');
    await expect(group).toContainText(/Nothing has been sent yet|Not loaded yet/);
    await expect(group.getByRole('status')).toHaveText('');
    await expect(group.locator('.failed')).toHaveCount(0);
  }
  await visit.quiet();
  expect(visit.outside()).toEqual([]);
});

test('gives a post room only where nothing in view moves by that', async ({ visit }) => {
  const { script, markup } = EMBEDS[0];
  const tag = `<script async data-category="functional" type="text/plain" src="https://${script}"></script>`;
  await visit.page.setViewportSize({ width: 800, height: 600 });
  const spacer = '<div style="block-size:580px">Text</div>';
  for (const [around, hasRoom] of [
    ['POST', true],
    ['<div style="display:flex;flex-direction:column">POST</div>', true],
    ['<div style="display:flex;align-items:center"><p>By</p><div>POST</div></div>', false],
    [
      '<div style="display:grid;grid-template-columns:1fr 1fr;align-items:center"><p>By</p><div>POST</div></div>',
      false,
    ],
    [
      '<div style="display:flex"><div style="display:grid;align-items:center">By</div><div>POST</div></div>',
      false,
    ],
  ] as const) {
    await visit.open(`${around.replace('POST', spacer + markup)}${tag}<p>After</p>`, {
      config: SHOP,
      head: '<style>body { margin: 0 } blockquote { margin: 30px 0 0; block-size: auto }</style>',
    });
    await expect(groupOf(visit, /from X/)).toHaveCount(1);
    await visit.quiet();
    expect(await shifts(visit), around).toBe(0);
    const height = await visit.page.locator('.twitter-tweet').evaluate((it: HTMLElement) => it.offsetHeight);
    expect(height >= 192, around).toBe(hasRoom);
  }
});

test('load once leaves preferences that are on their way to come', async ({ visit }) => {
  let goOn = (): void => {};
  const slow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  visit.world.answer('toko.test/izin/izin-preferences.js', after(slow, distFile));
  await visit.open(video('a'), { config });
  const group = groupOf(visit, /Film a/);
  await group.getByRole('button', { name: 'Cookie settings' }).click();
  await once(group).click();
  await expect.poll(() => latest(visit)).toMatchObject({ event: 'loaded-once' });
  goOn();
  await expect(visit.preferences).toBeVisible();
});
