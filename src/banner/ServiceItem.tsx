import type { VNode } from 'preact';
import { CookieTable } from './CookieTable.tsx';
import { serviceDecision, withService } from './draft.ts';
import type { Facts } from './facts.ts';
import type { View } from './view.ts';

interface Props {
  view: View;
  service: Facts;
}

/** One service: its own switch where there is a choice, who provides it, and what it keeps or sends. */
export function ServiceItem({ view, service }: Props): VNode {
  const { draft, subject } = view;
  const t = view.texts.value;
  const id = `izin-service-${service.id}`;
  const name = service.name || t(`service.${service.id}`);
  const hasSwitch = subject.services.some((other) => other.id === service.id);
  return (
    <li>
      <div class="izin-row">
        <h4>{hasSwitch ? <label for={id}>{name}</label> : name}</h4>
        {hasSwitch && (
          <input
            id={id}
            type="checkbox"
            role="switch"
            checked={serviceDecision(draft.value, service, subject) === 'granted'}
            data-service={service.id}
            onChange={({ currentTarget }) => {
              const decision = currentTarget.checked ? 'granted' : 'denied';
              draft.value = withService(draft.value, service, decision, subject);
            }}
          />
        )}
      </div>
      {service.provider && (
        <p>
          {t('cookie.provider')}: {service.provider}
          {service.country && ` (${countryName(service.country, view.state.value.language)})`}
        </p>
      )}
      {service.cookies.length > 0 && <CookieTable view={view} service={service} />}
      <Names title={t('service.storage')} names={service.storage} />
      <Names title={t('service.beacons')} names={service.beacons} />
    </li>
  );
}

const Names = ({ title, names }: { title: string; names: readonly string[] }): VNode | null =>
  names.length ? (
    <p>
      {title}: <code>{names.join(', ')}</code>
    </p>
  ) : null;

/** Names a country in a language; what is no ISO 3166-1 code stays as the owner wrote it. */
const countryName = (code: string, language: string): string =>
  /^[A-Z]{2}$/.test(code) ? (new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code) : code;
