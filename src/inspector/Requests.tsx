import type { VNode } from 'preact';
import type { RequestSeen } from './seen.ts';
import { categoryName } from './Verdict.tsx';
import type { View } from './view.ts';

/** Every request to somebody else that the browser tells of, by host. */
export function Requests({ view }: { view: View }): VNode {
  const t = view.texts.value;
  const { requests, refused } = view.seen.value;
  const hosts = new Map<string, RequestSeen[]>();
  for (const request of requests) hosts.set(request.host, [...(hosts.get(request.host) ?? []), request]);
  return (
    <>
      <p>{t('inspector.requests.about')}</p>
      {hosts.size === 0 && <p class="izin-fine">{t('inspector.requests.none')}</p>}
      {[...hosts].map(([host, all]) => (
        <section key={host} class="izin-group">
          <h3>
            {host} <span>{all.length}</span>
          </h3>
          <p class="izin-line">
            <strong>{all[0]?.tracker ?? all[0]?.service ?? t('inspector.nobody')}</strong>
            <span>{categoryName(view, all[0]?.category ?? '')}</span>
          </p>
          <ul class="izin-list">
            {all.map(({ url, initiator, start, isEarly, isUnsent }, i) => (
              <li key={i}>
                <code dir="ltr" class="izin-url">
                  {url}
                </code>
                <p class="izin-small">
                  {t('inspector.requests.when', { initiator, seconds: (start / 1000).toFixed(2) })}
                  {isEarly && <strong class="izin-early"> {t('inspector.requests.early')}</strong>}
                  {isUnsent && ` – ${t('inspector.requests.unsent')}`}
                </p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {refused.length > 0 && (
        <section class="izin-group">
          <h3>
            {t('inspector.requests.refused')} <span>{refused.length}</span>
          </h3>
          <ul class="izin-list">
            {refused.map(({ url }) => (
              <li key={url}>
                <code dir="ltr" class="izin-url">
                  {url}
                </code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
