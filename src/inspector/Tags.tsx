import { signal } from '@preact/signals';
import type { VNode } from 'preact';
import { readSource, lineOf } from './source.ts';
import { CopyButton } from './CopyButton.tsx';
import { markedHtml, shortHtml } from './markup.ts';
import type { TagSeen } from './seen.ts';
import { ShowButton } from './ShowButton.tsx';
import { categoryName } from './Verdict.tsx';
import type { View } from './view.ts';

const STATUSES = ['held', 'waiting', 'refused', 'reported', 'released'] as const;

const status = signal('');
const query = signal('');

/** Every tag and call that the gate has dealt with, by what became of it. */
export function Tags({ view }: { view: View }): VNode {
  const t = view.texts.value;
  const { tags } = view.seen.value;
  const words = query.value.toLowerCase().trim();
  const fits = (tag: TagSeen): boolean =>
    [tag.url, tag.service, tag.category, tag.vector, tag.markup && shortHtml(tag.markup)].some((text) =>
      text?.toLowerCase().includes(words),
    );
  const shown = tags.filter((tag) => (!status.value || tag.status === status.value) && fits(tag));
  return (
    <>
      <div class="izin-filter">
        <label>
          {t('inspector.filter.status')}
          <select value={status.value} onChange={({ currentTarget }) => (status.value = currentTarget.value)}>
            <option value="">{t('inspector.filter.all', { count: tags.length })}</option>
            {STATUSES.map((name) => (
              <option key={name} value={name}>
                {t(`inspector.status.${name}`)} ({tags.filter((tag) => tag.status === name).length})
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('inspector.filter.search')}
          <input
            type="search"
            value={query.value}
            onInput={({ currentTarget }) => (query.value = currentTarget.value)}
          />
        </label>
      </div>
      <Lines view={view} />
      <p role="status" class="izin-small">
        {t('inspector.tags', { count: shown.length })}
      </p>
      {STATUSES.map((name) => {
        const group = shown.filter((tag) => tag.status === name);
        return (
          group.length > 0 && (
            <section key={name} class="izin-group">
              <h3>
                {t(`inspector.status.${name}`)} <span>{group.length}</span>
              </h3>
              <p class="izin-small">{t(`inspector.about.${name}`)}</p>
              <ul class="izin-list">
                {group.map((tag, i) => (
                  <TagItem key={`${name}${i}`} view={view} tag={tag} />
                ))}
              </ul>
            </section>
          )
        );
      })}
    </>
  );
}

/** Reads the page again, only when the owner wants that: then lines can be told. */
function Lines({ view }: { view: View }): VNode {
  const t = view.texts.value;
  const { source } = view;
  async function read(): Promise<void> {
    source.value = await readSource();
    view.said.value = t(source.value ? 'inspector.lines.read' : 'inspector.lines.failed');
  }
  return source.value ? (
    <></>
  ) : (
    <button type="button" class="izin-quiet" onClick={() => void read()}>
      {t('inspector.lines.find')}
    </button>
  );
}

function TagItem({ view, tag }: { view: View; tag: TagSeen }): VNode {
  const t = view.texts.value;
  const { url, service, category, vector, markup, at, isPasted } = tag;
  const source = view.source.value;
  const line = source && markup ? lineOf(source, markup) : undefined;
  const origin =
    line !== undefined
      ? t('inspector.from.line', { line })
      : markup
        ? t(
            source
              ? 'inspector.from.script'
              : isPasted
                ? 'inspector.from.html'
                : vector === 'marked'
                  ? 'inspector.from.marked'
                  : 'inspector.from.element',
          )
        : t('inspector.from.call', { call: vector });
  return (
    <li>
      <p class="izin-line">
        <strong>{service ?? t('inspector.nobody')}</strong>
        <span>
          {category
            .split(/[\s,]+/)
            .map((one) => categoryName(view, one))
            .join(', ')}
        </span>
        <span>{vector}</span>
      </p>
      {url && (
        <code dir="ltr" class="izin-url">
          {url}
        </code>
      )}
      {markup && (
        <code dir="ltr" class="izin-html">
          {shortHtml(markup)}
        </code>
      )}
      <p class="izin-small">{origin}</p>
      {at !== undefined && (
        <div class="izin-deeds">
          <ShowButton view={view} at={at} about={url || vector} />
          {isPasted && markup && (
            <CopyButton
              view={view}
              text={markedHtml(markup, category, service)}
              label={t('inspector.copy.markup')}
              about={url}
              isQuiet
            />
          )}
        </div>
      )}
    </li>
  );
}
