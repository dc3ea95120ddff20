import type { VNode } from 'preact';
import { isUnder } from '../core/catalogue/rule.ts';
import { inLanguage } from '../core/language.ts';
import { providerText } from './country.ts';
import type { Facts } from './facts.ts';
import { durationText } from './lifespan.ts';
import type { View } from './view.ts';

interface Props {
  /** As much of a view as it reads. */
  view: {
    readonly config: View['config'];
    readonly texts: { readonly value: View['texts']['value'] };
    readonly locales: { readonly value: View['locales']['value'] };
  };
  service: Facts;
}

/** The host that cookies of the site itself are kept under; none where a page is written beforehand. */
const ownHost = (): string | undefined => globalThis.location?.hostname;

/**
 * The cookies of one service, with all that a visitor has to be told of each.
 *
 * What nobody has stated is said to be so. The roles are those the elements have anyway: on phones the
 * rows are stacked by `display: grid`, which would take them away.
 *
 * @see CJEU C-673/17 (Planet49), paragraph 81: lifespan, and whether third parties have access
 */
export function CookieTable({ view, service }: Props): VNode {
  const t = view.texts.value;
  const locales = view.locales.value;
  const { site, consent } = view.config;
  const { id, country } = service;
  const isIzin = id === 'izin';
  const provider = service.provider || (isIzin || id === 'site' ? site.controller || site.name : '');
  // The choice alone may be shared with the hosts beside this one.
  const host = (isIzin && consent.domain) || ownHost();
  /** A domain above ours is ours: cookies of a third party are not kept there. */
  const isOwn = (domain: string): boolean =>
    [ownHost() ?? '', consent.domain].some((own) => isUnder(own, domain));
  const columns = ['name', 'provider', 'domain', 'lifespan', 'purpose'].map((column) =>
    t(`cookie.${column}`),
  );
  return (
    <table role="table">
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {service.cookies.map(({ name, domain, lifespan, purpose }) => (
          <tr key={name} role="row">
            <th role="rowheader" scope="row">
              <code>{name}</code>
            </th>
            {[
              providerText(provider, country, locales),
              [domain || host, t(domain && !isOwn(domain) ? 'cookie.third' : 'cookie.first')]
                .filter(Boolean)
                .join(', '),
              lifespan === 'session' ? t('cookie.session') : durationText(lifespan, locales),
              inLanguage(purpose, ...locales),
            ].map((fact, column) => (
              <td key={column} role="cell" data-label={columns[column + 1]}>
                {fact || t('cookie.unstated')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
