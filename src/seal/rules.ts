import { GPC_IN_VIEW, questionOf } from '../core/consent/offer.ts';
import { COOKIE, RECORD } from '../core/consent/record.ts';
import { OPTIONAL, type OptionalCategory } from '../core/consent/types.ts';
import type { Seal } from './seal.ts';

/** A pattern, and what to take where it is found. Of several lines the first that is found counts. */
export type Line = readonly [pattern: string, text: string];

/** What a server opens for one service. */
export interface Opening {
  readonly service: string;
  /** Looked for in the opt-out signal, `0` or `1`, and the record right behind it. */
  readonly lines: readonly Line[];
  readonly sources: readonly string[];
}

/**
 * A seal for servers that know patterns, and no code: `map` of nginx and Caddy.
 *
 * By these a server opens what {@link policyFor} opens, or less: never more, save that it cannot reckon with
 * dates. The browser drops the cookie when the choice expires.
 */
export interface ServerRules {
  /** Takes the record out of the header `Cookie`, as `$1`. Two cookies of that name are none. */
  readonly record: readonly Line[];
  readonly openings: readonly Opening[];
  /** Finds out that everything is granted and nothing left to refuse; absent where that never is. */
  readonly lifted?: readonly Line[];
}

/** What patterns a server understands: Perl's, or those of Go, which never look back. */
export type Dialect = 'perl' | 'go';

/** Stands for what a pattern has found. */
export const FOUND = '$1';
/** Stands for a yes. */
export const YES = '1';

/** A record, as far as patterns without a memory can tell. */
const FORM = RECORD.source
  .slice(1, -1)
  .replace(String.raw`(?!.*&\3)`, '')
  .replace(/\((?!\?)/g, '(?:');
const ENTRY = String.raw`(?:&(?:s\.[a-z\d-]+=)[01])*`;
/** Of the record; `parseRecord` takes no longer one. Go repeats nothing more than a thousand times. */
const TOO_LONG = `${'[^;]{1000}'.repeat(4)}[^;]{96}`;

/** Writes a seal as patterns. */
export function serverRules(seal: Seal, dialect: Dialect): ServerRules {
  const { offer, grants, isSignalHeard, lifts } = seal;

  /**
   * Finds a record in which all of these were asked. Questions are four characters each, and sorted. What was
   * found stays found, or a cookie made for it would keep Perl's patterns busy.
   */
  const asked = (signal: string, questions: readonly string[]): string => {
    const each = [...new Set(questions)]
      .sort()
      .map((question) => `(?${dialect === 'perl' ? '>' : ':'}(?:[^&]{4})*?${question})`);
    return `^${signal}v=1&t=[^&]*&id=[^&]*&a=${each.join('')}[^&]*`;
  };
  /** The same for what an opt-out signal refuses, unless it was in view when the question was answered. */
  const askedFor = (category: string, questions: readonly string[]): readonly string[] =>
    category === 'marketing' && isSignalHeard
      ? [asked('0', questions), asked('[01]', [...questions, GPC_IN_VIEW])]
      : [asked('[01]', questions)];

  const linesOf = (service: string): readonly Line[] => {
    const category = offer.services[service] ?? '';
    const own = questionOf(service, category);
    const alone = String.raw`${answered()}.*&s\.${service}=1`;
    const heads =
      category === 'any'
        ? // A container goes with any category that is granted, where that was asked.
          [
            ...offer.categories.flatMap((each) =>
              askedFor(each, [own, questionOf('', each)]).map((head) => head + answered(each)),
            ),
            asked('[01]', [own]) + alone,
          ]
        : askedFor(category, [own]).map((head) => `${head}(?:${answered(category)}|${alone})`);
    return [[refused([service]), ''], ...heads.map((head) => [head, YES] as const)];
  };

  const services = [...grants.keys()];
  const everything = [
    ...offer.categories.map((category) => questionOf('', category)),
    ...services.map((service) => questionOf(service, offer.services[service] ?? '')),
  ];
  return {
    record: [
      [`(?:^|; ?)${COOKIE}=.*; ?${COOKIE}=`, ''],
      [`(?:^|; ?)${COOKIE}=${TOO_LONG}`, ''],
      ...(dialect === 'perl' ? twice : twiceOf(Object.keys(offer.services))),
      [
        `(?:^|; ?)${COOKIE}=(${dialect === 'perl' ? FORM : formOf(Object.keys(offer.services))})(?:;|$)`,
        FOUND,
      ],
    ],
    openings: [...grants].flatMap(([service, sources]) =>
      sources.length ? [{ service, sources, lines: linesOf(service) }] : [],
    ),
    ...(lifts && {
      lifted: [
        ...(services.length ? [[refused(services), ''] as const] : []),
        ...askedFor('marketing', everything).map((head) => [head + answered(...OPTIONAL), YES] as const),
      ],
    }),
  };
}

/** The answers for the three categories, of which these are a yes. */
const answered = (...granted: readonly (OptionalCategory | string)[]): string =>
  OPTIONAL.map((category) => `&${category}=${granted.includes(category) ? '1' : '[01]'}`).join('');

const refused = (services: readonly string[]): string =>
  String.raw`&s\.${services.length > 1 ? `(?:${services.join('|')})` : services.join('')}=0`;

/** A service that is there twice spoils a record. */
const twice: readonly Line[] = [[String.raw`(?:^|; ?)${COOKIE}=[^;]*&(s\.[^&;]*=)[01](?:&[^;]*)?&\1`, '']];

/** The same without a memory: only services that are known can be told from one another. */
const twiceOf = (services: readonly string[]): readonly Line[] =>
  services.map((service) => {
    const name = String.raw`&s\.${service}=`;
    return [`(?:^|; ?)${COOKIE}=[^;]*${name}[01](?:&[^;]*)?${name}`, ''];
  });

/** So of those that are not known one may be there, left from an earlier configuration, and not two. */
function formOf(services: readonly string[]): string {
  const known = services.length ? String.raw`(?:&s\.(?:${services.join('|')})=[01])*` : '';
  return FORM.replace(ENTRY, () => `${known}(?:${ENTRY.slice(3, -2)})?${known}`);
}
