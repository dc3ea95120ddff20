import type { Vendor } from './page.ts';

/** The flags set here; others are the site's. */
const flags = new Set<string>();

/**
 * Yandex Metrica: a flag for each counter of the page.
 *
 * @see https://yandex.com/support/metrica/general/user-opt-out.html
 */
export const yandexMetrica: Vendor = (page, granted) => {
  if (granted) {
    for (const flag of flags) page.write(flag, false);
    return flags.clear();
  }
  for (const name of page.names()) {
    const [, id] = /^yaCounter(\d+)$/.exec(name) ?? [];
    const flag = `disableYaCounter${id}`;
    if (!id || page.read(flag) === true) continue;
    flags.add(flag);
    page.write(flag, true);
  }
};
