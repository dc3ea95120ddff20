import type { Locator } from '@playwright/test';
import { after, status } from './answers.ts';
import { expect, HOST, SHOP, type Visit } from './page.ts';
import { distFile } from './world.ts';

/** Where a first layer may stand. Whatever goes round them adds no page load: `izin.run()` changes them live. */
export const PLACES = [
  { layout: 'bar', position: 'bottom' },
  { layout: 'bar', position: 'top' },
  { layout: 'box', position: 'bottom' },
  { layout: 'box', position: 'top' },
  { layout: 'box', position: 'bottom-start' },
  { layout: 'box', position: 'top-start' },
  { layout: 'dialog', position: 'bottom' },
] as const;

/** One for each layout. */
export const LAYOUTS = [PLACES[0], PLACES[2], PLACES[6]] as const;

export const LANGUAGES = ['id', 'en'] as const;
export const THEMES = ['light', 'dark'] as const;
export type Language = (typeof LANGUAGES)[number];

/** With a service of every kind that preferences show. */
export const FULL_SHOP = {
  ...SHOP,
  services: {
    ...SHOP.services,
    heat: { category: 'performance', name: 'Heat', hosts: ['heat.test'] },
    odd: { category: 'unclassified', name: 'Odd', hosts: ['odd.test'] },
  },
};

/** Something of ours that a visitor may have before them. */
export interface Face {
  readonly name: string;
  /** The element it is, once it is shown, or the elements: a selector. */
  readonly element: string;
  /** Shows it, from any other; where it stands is said with a configuration. */
  show(visit: Visit, config?: object): Promise<void>;
  /** It goes by itself. */
  readonly isBrief?: boolean;
  /** It takes its letters and colours from the page that it stands in. */
  readonly isOfPage?: boolean;
}

/** Changes what the banner looks like, on the page as it stands. */
export const look = (visit: Visit, appearance: object, config: object = FULL_SHOP): Promise<void> =>
  visit.page.evaluate((config) => window.izin.run(config), { ...config, appearance });

/** The accent that faces are shown in from now on. */
const accents = new WeakMap<Visit, string>();

/** Has faces shown in another accent, or in that of Izin. What is shown has to be shown again. */
export function tint(visit: Visit, accent?: string): Promise<void> {
  if (accent) accents.set(visit, accent);
  else accents.delete(visit);
  return look(visit, accentOf(visit));
}

const accentOf = (visit: Visit): { accent?: string } => {
  const accent = accents.get(visit);
  return accent ? { accent } : {};
};

/** The preferences; a first layer may be a dialog, too. */
export const preferencesOf = (visit: Visit): Locator => visit.page.locator('#izin .izin-preferences');

/** Lets come what a face has kept from coming. */
const waiting = new WeakMap<Visit, () => unknown>();

/** Takes away what is shown. */
async function clear(visit: Visit): Promise<void> {
  await waiting.get(visit)?.();
  waiting.delete(visit);
  await visit.page.evaluate(() => {
    window.izin.hide();
    document.querySelector('#stage')?.remove();
    // It goes by itself, after a while.
    document.querySelector('#izin .izin-status')?.remove();
  });
  await expect(visit.page.locator('#izin :is(.izin-notice, .izin-preferences)')).toHaveCount(0);
}

/** Speaks a language; settles once all that is shown does, and is drawn. */
export const speak = (visit: Visit, language: Language): Promise<void> =>
  visit.page.evaluate(async (tag) => {
    window.izin.setLanguage(tag);
    const isElsewhere = ({ lang }: HTMLElement): boolean => lang !== tag;
    // Preferences and declarations fetch their texts; a card that waits says so until it has what it waits for.
    do await rendered.still();
    while (
      rendered.ours('.izin-preferences, .izin-declaration, .box:not(:has([aria-disabled]))').some(isElsewhere)
    );
  }, language);

/** Opens every part that is folded. */
export const unfold = (visit: Visit): Promise<void> =>
  visit.page.evaluate(() => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('#izin details')) details.open = true;
  });

async function showPreferences(visit: Visit): Promise<void> {
  await clear(visit);
  await visit.page.evaluate(() => window.izin.show('preferences'));
  await expect(preferencesOf(visit)).toBeVisible();
}

const firstLayer = (place: (typeof PLACES)[number]): Face => ({
  name: `${place.layout} ${place.position}`,
  element: '#izin .izin-notice',
  async show(visit, config) {
    await clear(visit);
    await look(visit, { ...place, ...accentOf(visit) }, config);
    await visit.page.evaluate(() => window.izin.show('notice'));
    await expect(visit.page.locator('#izin .izin-notice')).toBeVisible();
  },
});

const withdrawn = (place: (typeof PLACES)[number]): Face => ({
  name: `withdrawn, ${place.layout}`,
  element: '#izin .izin-notice',
  async show(visit, config) {
    await clear(visit);
    await look(visit, { ...place, ...accentOf(visit) }, config);
    await visit.page.evaluate(() => window.izin.acceptAll());
    await visit.page.evaluate(() => window.izin.withdraw());
    // For a frame it stands empty, and what was there before may, too.
    await expect(visit.page.locator('#izin [role=status].izin-notice:not(:empty)')).toBeVisible();
  },
});

/** Puts markup of the owner's at the end of the page. */
async function stage(visit: Visit, markup: string): Promise<void> {
  await visit.page.evaluate((markup) => {
    const stage = document.createElement('div');
    stage.id = 'stage';
    stage.append(document.createRange().createContextualFragment(markup));
    document.querySelector('main')?.append(stage);
    // As a router does that has put it there.
    dispatchEvent(new Event('popstate'));
  }, markup);
}

const cards = (visit: Visit): Locator => visit.page.locator('#stage .izin-placeholder .box');

const frame = (
  width: number,
  height: number,
  more = 'data-category="functional" data-service="maps"',
): string =>
  `<iframe title="Peta ${width}" ${more} data-src="https://maps.test/frame.html" width="${width}" height="${height}" style="display: block; max-inline-size: 100%; border: 0"></iframe>`;
/** What X gives out to be pasted. */
const POST = `<blockquote class="twitter-tweet" style="margin: 0; min-block-size: 12em"><p>Batik dari Laweyan.</p><a href="https://twitter.com/toko/status/20">21 Maret</a></blockquote>
  <script type="text/plain" data-category="functional" src="https://platform.twitter.com/widgets.js"></script>`;

const held = (name: string, ...markup: readonly string[]): Face => ({
  name,
  element: '.izin-placeholder',
  async show(visit) {
    await clear(visit);
    await stage(visit, markup.join(''));
    // They are drawn as they come near.
    await visit.page.locator('#stage').evaluate((stage) => stage.scrollIntoView());
    await expect(cards(visit)).toHaveCount(markup.length);
  },
});

const LOADER = `${HOST}/izin/izin-release.js`;

/** What a card says once it was asked to load, and what loads it does not come: that is asked for with the page. */
const asked = (name: string, keep: (visit: Visit) => void, says: string): Face => ({
  name,
  element: '.izin-placeholder',
  async show(visit) {
    await clear(visit);
    keep(visit);
    await visit.reload();
    await expect(visit.page.locator('#izin :is(.izin-notice, .izin-reopen)').first()).toBeVisible();
    if (accents.has(visit)) await look(visit, accentOf(visit));
    await visit.page.evaluate(() => window.izin.rejectAll());
    await stage(visit, frame(480, 300));
    await cards(visit).locator('[data-izin-action=load-once]').click();
    await expect(cards(visit).locator(says).first()).toBeVisible();
  },
});

const declaration = (name: string, isDecided: boolean): Face => ({
  name,
  element: '.izin-declaration',
  isOfPage: true,
  async show(visit) {
    await clear(visit);
    if (isDecided) await visit.page.evaluate(() => window.izin.acceptAll());
    await stage(visit, '<div data-izin="declaration"></div>');
    await expect(visit.page.locator('#stage table').first()).toBeVisible();
    await expect(visit.page.locator('#stage [data-izin=withdraw]')).toHaveCount(isDecided ? 1 : 0);
    // It is styled once its file is there.
    await expect(visit.page.locator('#stage table').first()).toHaveCSS('border-collapse', 'collapse');
  },
});

/** Faces of which nothing is decided yet; those after them need no more than the order in which they stand. */
const UNDECIDED: readonly Face[] = [
  ...PLACES.map(firstLayer),
  { name: 'preferences', element: '#izin .izin-preferences', show: showPreferences },
  {
    name: 'preferences, unfolded',
    element: '#izin .izin-preferences',
    async show(visit) {
      await showPreferences(visit);
      await unfold(visit);
    },
  },
  held('placeholder', frame(480, 300)),
  held('placeholders, small', frame(300, 80), frame(200, 200), frame(900, 80)),
  held('placeholders, embed and unclassified', POST, frame(400, 200, 'data-category="unclassified"')),
  declaration('declaration', false),
  asked(
    'placeholder, loading',
    (visit) => {
      const later = new Promise<void>((resolve) =>
        waiting.set(visit, () => {
          resolve();
          // What it leads to has to be over.
          return expect(cards(visit)).toHaveCount(0);
        }),
      );
      visit.world.answer(LOADER, after(later, distFile));
    },
    '[aria-disabled]',
  ),
  asked(
    'placeholder, failed',
    (visit) => {
      visit.forgive(/dynamically imported/);
      visit.world.answer(LOADER, status(503));
      waiting.set(visit, () => visit.world.answer(LOADER, distFile));
    },
    '.failed',
  ),
];

/** Faces that follow a decision. */
const DECIDED: readonly Face[] = [
  {
    name: 'saved',
    element: '#izin .izin-status',
    isBrief: true,
    async show(visit) {
      await showPreferences(visit);
      await preferencesOf(visit).locator('[data-izin-action=save]').click();
      await expect(visit.page.locator('#izin .izin-status')).not.toBeEmpty();
    },
  },
  {
    name: 'reopen',
    element: '#izin .izin-reopen',
    async show(visit) {
      await clear(visit);
      await visit.page.evaluate(() => window.izin.rejectAll());
      await expect(visit.page.locator('#izin .izin-reopen')).toBeVisible();
    },
  },
  {
    name: 'preferences after a decision, unfolded',
    element: '#izin .izin-preferences',
    async show(visit) {
      await visit.page.evaluate(() => window.izin.acceptAll());
      await showPreferences(visit);
      await unfold(visit);
    },
  },
  declaration('declaration after a decision', true),
  ...LAYOUTS.map(withdrawn),
];

/** All of them, in an order in which each can be shown, also again. Add new faces to one of the two lists. */
export const FACES = [...UNDECIDED, ...DECIDED];
