import type { VNode } from 'preact';
import { browserOf, BROWSERS, guideKey, type Agent } from './browsers.ts';
import type { View } from './view.ts';

/**
 * How to manage cookies in the browser itself: the guide for the visitor's own first, the others folded.
 *
 * They are links, so nothing is asked of anybody before one is followed. Where they lead is a text: a
 * language may have guides of its own.
 */
export function BrowserHelp({ view }: { view: View }): VNode {
  const t = view.texts.value;
  const own = browserOf(navigator as Agent);
  const guide = (name: string): VNode => (
    <a key={name} href={t(guideKey(name))} target="_blank" rel="noopener noreferrer">
      {t('browser.guide', { name })}
    </a>
  );
  return (
    <section class="izin-category">
      <h3>{t('browser.title')}</h3>
      <p>{t('browser.about')}</p>
      {own && <div class="izin-links">{guide(own)}</div>}
      <details>
        <summary>{t('browser.others')}</summary>
        <div class="izin-links">{BROWSERS.filter((name) => name !== own).map(guide)}</div>
      </details>
    </section>
  );
}
