import type { VNode } from 'preact';
import { CopyButton } from './CopyButton.tsx';
import { ShowButton } from './ShowButton.tsx';
import { allFixes, textOf, type Finding } from './fix.ts';
import type { View } from './view.ts';

const MOST = 5; // lines of what a finding is about

/** What is wrong with this page, worst first, and what settles it. */
export function Verdict({ view }: { view: View }): VNode {
  const t = view.texts.value;
  const findings = view.findings.value;
  const { config, markup } = allFixes(findings, view.seen.value.given);
  const isFine = !findings.some(({ severity }) => severity !== 'note');
  return (
    <>
      {isFine && <p class="izin-fine">{t('inspector.fine')}</p>}
      {(config || markup) && (
        <div class="izin-all">
          {config && <CopyButton view={view} text={config} label={t('inspector.all.config')} />}
          {markup && <CopyButton view={view} text={markup} label={t('inspector.all.markup')} />}
        </div>
      )}
      {findings.length > 0 && (
        <ul class="izin-findings">
          {findings.map((finding) => (
            <FindingItem
              key={JSON.stringify([finding.code, finding.values, finding.about])}
              view={view}
              finding={finding}
            />
          ))}
        </ul>
      )}
      <InOrder view={view} />
      <p class="izin-small">{t('inspector.after')}</p>
      <button type="button" class="izin-quiet" onClick={again}>
        {t('inspector.again')}
      </button>
    </>
  );
}

/** Loads the page again with the inspector there from the start. */
function again(): void {
  const url = new URL(location.href);
  url.searchParams.set('izin', 'inspect');
  url.hash = '';
  location.assign(url);
}

function FindingItem({ view, finding }: { view: View; finding: Finding }): VNode {
  const t = view.texts.value;
  const { code, severity, values = {}, about = [], fixes = [], at } = finding;
  const named =
    values['category'] === undefined
      ? values
      : { ...values, category: categoryName(view, String(values['category'])) };
  const title = t(`inspector.find.${code}`, named);
  return (
    <li class="izin-finding" data-severity={severity} data-code={code}>
      <p class="izin-mark">{t(`inspector.severity.${severity}`)}</p>
      <h3>{title}</h3>
      <p>{t(`inspector.why.${code}`, named)}</p>
      {about.length > 0 && (
        <ul class="izin-about">
          {about.slice(0, MOST).map((line) => (
            <li key={line}>
              <code dir="ltr">{line}</code>
            </li>
          ))}
          {about.length > MOST && <li>{t('inspector.more', { count: about.length - MOST })}</li>}
        </ul>
      )}
      {fixes[0] && (
        <pre dir="ltr" role="group" tabIndex={0} aria-label={t('inspector.fix', { title })}>
          {textOf(fixes[0])}
        </pre>
      )}
      {(fixes.length > 0 || at !== undefined) && (
        <div class="izin-deeds">
          {fixes.map((fix, i) => (
            <CopyButton
              key={fix.kind}
              view={view}
              text={textOf(fix)}
              label={t(`inspector.copy.${fix.kind}`)}
              about={title}
              isQuiet={i > 0}
            />
          ))}
          {at !== undefined && <ShowButton view={view} at={at} about={title} />}
        </div>
      )}
    </li>
  );
}

/** The name of a category in the language in force. */
export const categoryName = ({ texts }: View, category: string): string =>
  /^(necessary|functional|performance|marketing|any|unclassified)$/.test(category)
    ? texts.value(`category.${category}.name`)
    : category;

/** What was looked at and found in order. */
function InOrder({ view }: { view: View }): VNode | null {
  const t = view.texts.value;
  const codes = view.findings.value.map(({ code }) => code);
  const none = (pattern: RegExp): boolean => !codes.some((code) => pattern.test(code));
  const { seal, requests, freed } = view.seen.value;
  const sent = requests.filter(({ isUnsent }) => !isUnsent);
  // What counts as the site's own is a third party all the same.
  const isFree = freed.some(({ urls }) => urls.length > 0);
  const lines = [
    none(/^(late|not-|gate-|place)/) && t('inspector.good.place'),
    none(/^seal-/) && seal.state !== 'none' && t(`inspector.seal.${seal.state}`),
    none(/^(problem|no-config|report)/) && t('inspector.good.config'),
    none(/^(necessary|allowed)/) && t('inspector.good.necessary'),
    none(/^requested/) && !isFree && t('inspector.good.requests', { count: sent.length }),
    none(/^(undeclared|stranger)/) && !isFree && t('inspector.good.parties'),
    none(/^(cookie|storage)/) && t('inspector.good.stored'),
  ].filter((line) => line !== false);
  return lines.length ? (
    <section class="izin-order">
      <h3>{t('inspector.order')}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  ) : null;
}
