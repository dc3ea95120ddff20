import type { VNode } from 'preact';
import type { View } from './view.ts';

/** The words used above, by the text that names each and the one that says what it is. */
export const TERMS = {
  'cookie.name': 'terms.cookie',
  'service.storage': 'terms.storage',
  'service.beacons': 'terms.beacons',
  'terms.ip.name': 'terms.ip',
  'cookie.provider': 'terms.provider',
} as const;

/** What the words used above mean, once and in plain words. */
export function Terms({ view }: { view: View }): VNode {
  const t = view.texts.value;
  return (
    <section class="izin-category">
      <h3>{t('terms.title')}</h3>
      <dl>
        {Object.entries(TERMS).map(([name, about]) => [
          <dt key={name}>{t(name)}</dt>,
          <dd key={about}>{t(about)}</dd>,
        ])}
      </dl>
    </section>
  );
}
