import type { ComponentChildren, VNode } from 'preact';
import { categoryName } from './Verdict.tsx';
import type { View } from './view.ts';

/** What Izin itself knows and is at this moment. */
export function StateTab({ view }: { view: View }): VNode {
  const t = view.texts.value;
  const { gate, context } = view;
  const { decisions, services, decidedAt, decided, recordId, signals, mode, language } = view.state.value;
  const { seal } = view.seen.value;
  const say = (said: string): string => t(`inspector.${said === 'granted' ? 'granted' : 'denied'}`);
  const { count, size } = ownFiles();
  const rows: readonly (readonly [string, ComponentChildren])[] = [
    [
      'decided',
      decidedAt ? new Date(decidedAt).toLocaleString(view.language.value) : t('inspector.state.undecided'),
    ],
    ['open', decidedAt && !decided ? t('inspector.state.something') : undefined],
    ['record', recordId && <code dir="ltr">{recordId}</code>],
    ['gpc', t(signals.gpc ? 'inspector.yes' : 'inspector.no')],
    ['mode', <code dir="ltr">{mode}</code>],
    ['language', view.nameOf(language)],
    ['source', t(`inspector.source.${context.look().source}`)],
    ['seal', t(`inspector.seal.${seal.state}`)],
    ['version', gate.version],
    ['size', count ? t('inspector.state.files', { count, size: (size / 1024).toFixed(1) }) : undefined],
  ];
  return (
    <>
      <dl>
        {rows.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{t(`inspector.state.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <h3>{t('inspector.state.categories')}</h3>
      <dl>
        {Object.entries(decisions).map(([category, said]) => (
          <div key={category}>
            <dt>{categoryName(view, category)}</dt>
            <dd>{say(said)}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('inspector.state.services')}</h3>
      <dl>
        {Object.entries(services).map(([id, said]) => (
          <div key={id}>
            <dt>
              <code dir="ltr">{id}</code>
            </dt>
            <dd>{say(said)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Izin's own scripts on this page, and what they weighed on the way. */
function ownFiles(): { count: number; size: number } {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const own = entries.filter(({ name }) => /\/izin(-[a-z]+)?\.js(\?|$)/.test(name));
  return { count: own.length, size: own.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) };
}
