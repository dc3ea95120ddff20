import type { VNode } from 'preact';
import { CookieTable } from './CookieTable.tsx';
import { providerText } from './country.ts';
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
  const { storage, beacons, cookies } = service;
  const t = view.texts.value;
  const id = `izin-service-${service.id}`;
  const name = service.name || t(`service.${service.id}`);
  const provider = providerText(service.provider, service.country, view.locales.value);
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
      {provider && (
        <p>
          {t('cookie.provider')}: {provider}
        </p>
      )}
      {cookies.length + storage.length + beacons.length > 0 && (
        <details>
          <summary aria-label={`${t('service.details')}: ${name}`}>{t('service.details')}</summary>
          {cookies.length > 0 && <CookieTable view={view} service={service} />}
          <dl>
            <Names title={t('service.storage')} names={storage}>
              {(key) => service.id === 'izin' && t(`own.${key.replace('.*', '')}`)}
            </Names>
            <Names title={t('service.beacons')} names={beacons} />
          </dl>
        </details>
      )}
    </li>
  );
}

interface NamesProps {
  title: string;
  names: readonly string[];
  /** Says what one of them is for, where that is known. */
  children?: (name: string) => string | false;
}

const Names = ({ title, names, children: about }: NamesProps): VNode | null =>
  names.length ? (
    <>
      <dt>{title}</dt>
      {names.map((name) => (
        <dd key={name}>
          <code>{name}</code> {about?.(name)}
        </dd>
      ))}
    </>
  ) : null;
