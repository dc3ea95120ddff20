import type { Page, Vendor } from './page.ts';

/** The flags set here; others are the site's. */
const flags = new Set<string>();

/** The ids that the page gave to `config`, and those of its scripts. */
function idsOn(page: Page): readonly string[] {
  const queue = page.read('dataLayer');
  const configured = Array.isArray(queue)
    ? Array.from(queue, (_, at) =>
        page.read(`dataLayer.${at}.0`) === 'config' ? page.read(`dataLayer.${at}.1`) : undefined,
      )
    : [];
  const scripts = page.call('document.querySelectorAll', 'script[src*="id=G-"]');
  const loaded = Array.from(Object(scripts) as ArrayLike<Partial<HTMLScriptElement>>, ({ src }) =>
    /[?&]id=(G-\w+)/.exec(String(src))?.at(1),
  );
  return [...configured, ...loaded].filter((id) => typeof id === 'string');
}

/**
 * Google Analytics: the flag that stops its requests, for each property of the page. Consent Mode is
 * the gate's own matter, and stops cookies only.
 *
 * @see developers.google.com, gtag.js, privacy
 */
export const googleAnalytics: Vendor = (page, granted) => {
  if (granted) {
    for (const flag of flags) page.write(flag, undefined);
    return flags.clear();
  }
  for (const id of idsOn(page)) {
    const flag = `ga-disable-${id}`;
    if (!/^ga-disable-G-\w+$/.test(flag) || page.read(flag) === true) continue;
    flags.add(flag);
    page.write(flag, true);
  }
};
