import type { VNode } from 'preact';
import type { View } from './view.ts';

const KINDS = ['cookie', 'local', 'session'] as const;

/** The names of what is stored on this site, and who has said so. */
export function Stored({ view }: { view: View }): VNode {
  const t = view.texts.value;
  const { stored } = view.seen.value;
  return (
    <>
      <p>{t('inspector.stored.about')}</p>
      {KINDS.map((kind) => {
        const group = stored.filter((one) => one.kind === kind);
        return (
          <section key={kind} class="izin-group">
            <h3>
              {t(`inspector.stored.${kind}`)} <span>{group.length}</span>
            </h3>
            {group.length === 0 && <p class="izin-small">{t('inspector.stored.none')}</p>}
            <ul class="izin-list">
              {group.map(({ name, owner, usual }) => (
                <li key={name}>
                  <code dir="ltr">{name}</code>
                  <p class="izin-small">
                    {owner
                      ? t('inspector.stored.owner', { service: owner })
                      : usual
                        ? t('inspector.stored.usual', { service: usual })
                        : t('inspector.stored.unknown')}
                  </p>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
