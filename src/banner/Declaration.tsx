import type { ComponentChildren, VNode } from 'preact';
import { SERVICE_CATEGORIES } from '../core/consent/types.ts';
import { fallbackOf } from '../core/language.ts';
import type { Config } from '../gate/api.ts';
import type { Translate } from '../i18n/translate.ts';
import type { Chosen } from './chosen.ts';
import { CookieTable } from './CookieTable.tsx';
import { providerText } from './country.ts';
import type { Facts } from './facts.ts';
import { durationText } from './lifespan.ts';
import { TERMS } from './Terms.tsx';

/** What a cookie declaration is made from: plain data, so that the browser and `izin build` write the same. */
export interface DeclarationProps {
  readonly config: Config;
  /** A BCP 47 tag. */
  readonly language: string;
  readonly texts: Translate;
  /** Every service that is declared, Izin's own first. */
  readonly services: readonly Facts[];
  /** Izin's own. */
  readonly version: string;
  /** The level of its first headings, from 1. */
  readonly level: number;
  /** What the visitor has chosen; left out where there is no visitor, or nothing to choose. */
  readonly chosen?: Chosen | undefined;
  /** What is to be said of the visitor's signals, as the key of a text. */
  readonly signal?: string;
}

/**
 * The cookie declaration of a site, for its policy page.
 *
 * It has no style and no handler of its own: its buttons are controls like any of the site's.
 *
 * @see GDPR, article 13; UU 27/2022, article 21; CJEU C-673/17 (Planet49), paragraph 81
 */
export function Declaration({
  config: { site, consent, categories },
  config,
  language,
  texts: t,
  services,
  version,
  level,
  chosen,
  signal,
}: DeclarationProps): VNode {
  // Not every browser knows every language.
  const locales = [language, fallbackOf(config.languages)] as const;
  const heading = (level: number, text: string): VNode => {
    const Heading = `h${Math.min(level, 6)}` as 'h2';
    return <Heading>{text}</Heading>;
  };
  /** A part that owners can style by its name. */
  const part = (name: string, title: string, ...content: ComponentChildren[]): VNode => (
    <section key={name} data-izin-part={name}>
      {heading(level, t(title))}
      {content}
    </section>
  );
  const line = (text: string): VNode => <p>{text}</p>;
  const code = (text: string): VNode => <code>{text}</code>;
  /** One row of a `dl`; none without facts. */
  const row = (term: string, ...facts: readonly (VNode | string | undefined)[]): VNode | undefined =>
    facts[0] ? (
      <div>
        <dt>{t(term)}</dt>
        {facts.map((fact) => (
          <dd>{fact}</dd>
        ))}
      </div>
    ) : undefined;
  /** What was said of a service that is decided on, once there is a choice. */
  const answerOn = (id: string): string | undefined => {
    const answer = chosen?.rows[0] && chosen.answers.each[id];
    return answer && t(`receipt.${answer}`);
  };

  /** One service: who provides it, what was decided on it, and what it keeps in the browser or sends. */
  const serviceOf = (service: Facts): VNode => {
    const { id, name, provider, country, storage, beacons, cookies } = service;
    return (
      <section key={id} data-izin-service={id}>
        {heading(level + 1, name || t(`service.${id}`))}
        <dl>
          {row('cookie.provider', providerText(provider, country, locales))}
          {row('receipt.title', answerOn(id))}
          {row(
            'service.storage',
            ...storage.map((key) => (
              <>
                {code(key)} {id === 'izin' && t(`own.${key.replace('.*', '')}`)}
              </>
            )),
          )}
          {row('service.beacons', ...beacons.map(code))}
        </dl>
        {cookies[0] && (
          <CookieTable
            view={{ config, texts: { value: t }, locales: { value: locales } }}
            service={service}
          />
        )}
      </section>
    );
  };

  /** What the visitor chose, when and until when, and the way to change it. */
  const choiceOf = ({ rows, answers, isGranted }: Chosen): VNode =>
    part(
      'choice',
      'receipt.title',
      rows[0] ? (
        <dl>
          {rows.map(([term, fact, isCode]) => (
            <div>
              <dt>{term}</dt>
              <dd>{isCode ? code(fact) : fact}</dd>
            </div>
          ))}
        </dl>
      ) : (
        line(t('receipt.none'))
      ),
      rows[0] && answers.open && line(t(answers.open)),
      signal && line(t(signal)),
      <p>
        <button type="button" data-izin="preferences" aria-haspopup="dialog">
          {t('declaration.change')}
        </button>{' '}
        {isGranted && (
          <button type="button" data-izin="withdraw">
            {t('receipt.withdraw')}
          </button>
        )}
      </p>,
    );

  return (
    <>
      {part(
        'controller',
        'declaration.controller',
        line(t('preferences.intro', { duration: durationText(`P${consent.days}D`, locales) })),
        site.contact && line(t('preferences.contact', { contact: site.contact })),
      )}
      {chosen && choiceOf(chosen)}
      {SERVICE_CATEGORIES.map((category) => {
        const isOffered = (categories as Readonly<Record<string, boolean>>)[category];
        const members = services.filter((service) => service.category === category);
        const about = `category.${category}`;
        // What is not offered never runs; containers and what nobody has classified are told of where there are some.
        return (
          (isOffered || members[0]) &&
          part(
            category,
            `${about}.name`,
            line(t(`${about}.about`)),
            isOffered && (
              <dl>
                {row('preferences.accepting', t(`${about}.accept`))}
                {row('preferences.refusing', t(`${about}.refuse`))}
              </dl>
            ),
            members.map(serviceOf),
          )
        );
      })}
      {part(
        'terms',
        'terms.title',
        <dl>{Object.entries(TERMS).map(([name, about]) => row(name, t(about)))}</dl>,
      )}
      {part(
        'withdrawal',
        'declaration.withdrawal',
        ['declaration.withdraw', 'receipt.lawful', 'declaration.browser'].map((key) => line(t(key))),
      )}
      <p>
        <small>
          {t('declaration.version', { version })}
          {consent.revision && `, ${t('declaration.revision', { revision: consent.revision })}`}
        </small>
      </p>
    </>
  );
}
