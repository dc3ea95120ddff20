import type { VNode } from 'preact';
import { inLanguage } from '../core/language.ts';
import type { Facts } from './facts.ts';
import { durationText } from './lifespan.ts';
import type { View } from './view.ts';

interface Props {
  view: View;
  service: Facts;
}

/**
 * The cookies of one service, with all that a visitor has to be told of each.
 *
 * The roles are those the elements have anyway: on phones the rows are stacked by `display: grid`, which
 * would take them away.
 *
 * @see CJEU C-673/17 (Planet49), paragraph 81: lifespan, and whether third parties have access
 */
export function CookieTable({ view, service }: Props): VNode {
  const t = view.texts.value;
  const { language } = view.state.value;
  const provider = service.provider || view.config.site.controller || view.config.site.name;
  const columns = ['name', 'provider', 'lifespan', 'purpose'].map((column) => t(`cookie.${column}`));
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
            <td role="cell" data-label={columns[1]}>
              {[provider, domain ? `${t('cookie.third')}, ${domain}` : t('cookie.first')]
                .filter(Boolean)
                .join(' – ')}
            </td>
            <td role="cell" data-label={columns[2]}>
              {lifespan === 'session' ? t('cookie.session') : durationText(lifespan, language)}
            </td>
            <td role="cell" data-label={columns[3]}>
              {inLanguage(purpose, language)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
