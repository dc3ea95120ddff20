import type { Locator } from '@playwright/test';
import { expect, SHOP, type Visit } from './page.ts';

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

/** Something of the banner that a visitor may have before them. */
export interface Face {
  readonly name: string;
  /** The element it is, once it is shown. */
  readonly element: string;
  /** Shows it, from any other; where it stands is said with a configuration. */
  show(visit: Visit, config?: object): Promise<void>;
  /** It goes by itself. */
  readonly isBrief?: boolean;
}

/** Changes what the banner looks like, on the page as it stands. */
export const look = (visit: Visit, appearance: object, config: object = FULL_SHOP): Promise<void> =>
  visit.page.evaluate((config) => window.izin.run(config), { ...config, appearance });

/** The preferences; a first layer may be a dialog, too. */
export const preferencesOf = (visit: Visit): Locator => visit.page.locator('#izin .izin-preferences');

/** Takes away what is shown. */
async function clear(visit: Visit): Promise<void> {
  await visit.page.evaluate(() => {
    window.izin.hide();
    // It goes by itself, after a while.
    document.querySelector('#izin .izin-status')?.remove();
  });
  await expect(visit.page.locator('#izin :is(.izin-notice, .izin-preferences)')).toHaveCount(0);
}

/** Speaks a language; settles once all that is shown does, and is drawn. */
export const speak = (visit: Visit, language: Language): Promise<void> =>
  visit.page.evaluate(async (tag) => {
    window.izin.setLanguage(tag);
    // Preferences fetch their texts.
    do await rendered.still();
    while ((document.querySelector<HTMLElement>('#izin .izin-preferences')?.lang ?? tag) !== tag);
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
  element: '.izin-notice',
  async show(visit, config) {
    await clear(visit);
    await look(visit, place, config);
    await visit.page.evaluate(() => window.izin.show('notice'));
    await expect(visit.page.locator('#izin .izin-notice')).toBeVisible();
  },
});

const withdrawn = (place: (typeof PLACES)[number]): Face => ({
  name: `withdrawn, ${place.layout}`,
  element: '.izin-notice',
  async show(visit, config) {
    await clear(visit);
    await look(visit, place, config);
    await visit.page.evaluate(() => window.izin.acceptAll());
    await visit.page.evaluate(() => window.izin.withdraw());
    await expect(visit.page.locator('#izin [role=status].izin-notice')).toBeVisible();
  },
});

/** Faces of which nothing is decided yet; those after them need no more than the order in which they stand. */
export const UNDECIDED: readonly Face[] = [
  ...PLACES.map(firstLayer),
  { name: 'preferences', element: '.izin-preferences', show: showPreferences },
  {
    name: 'preferences, unfolded',
    element: '.izin-preferences',
    async show(visit) {
      await showPreferences(visit);
      await unfold(visit);
    },
  },
];

/** Faces that follow a decision. */
export const DECIDED: readonly Face[] = [
  {
    name: 'saved',
    element: '.izin-status',
    isBrief: true,
    async show(visit) {
      await showPreferences(visit);
      await preferencesOf(visit).locator('[data-izin-action=save]').click();
      await expect(visit.page.locator('#izin .izin-status')).not.toBeEmpty();
    },
  },
  {
    name: 'reopen',
    element: '.izin-reopen',
    async show(visit) {
      await clear(visit);
      await visit.page.evaluate(() => window.izin.rejectAll());
      await expect(visit.page.locator('#izin .izin-reopen')).toBeVisible();
    },
  },
  {
    name: 'preferences after a decision, unfolded',
    element: '.izin-preferences',
    async show(visit) {
      await visit.page.evaluate(() => window.izin.acceptAll());
      await showPreferences(visit);
      await unfold(visit);
    },
  },
  ...LAYOUTS.map(withdrawn),
];

/** All of them, in an order in which each can be shown. Add new faces to one of the two lists. */
export const FACES = [...UNDECIDED, ...DECIDED];
