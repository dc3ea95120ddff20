import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { COOKIE, RECORD } from '../core/consent/record.ts';
import { GPC_IN_VIEW, questionOf } from '../core/consent/offer.ts';
import { policyOf } from './policy.ts';
import type { Seal } from './seal.ts';

const DAY = 86_400; // s
/** Opens what swallows the policy behind it, up to the next end of a script. */
const OPENING = '<script type="text/plain">';

/** The lines that stand first in a sealed page. */
export interface SealMarkup {
  readonly html: string;
  /** What `script-src` of the site's own policy must name: `'sha256-…'`. */
  readonly hash: string;
}

/**
 * Writes the seal: an inline script, the policy, and what ends what the script may open.
 *
 * @param seal - What it keeps, and lets go.
 * @param script - The inline script, as built from src/gate/seal.ts.
 */
export function sealMarkup(seal: Seal, script: string): SealMarkup {
  const inside = script.replace(/\n?\/\/# sourceMappingURL.*/, '').trim();
  const attributes = {
    form: formOf(),
    ttl: String(seal.days * DAY),
    ask: questionsIn(seal).join(''),
    ...(seal.lifts && { all: OPENING }),
    some: `<meta id="izin-seal" http-equiv="Content-Security-Policy" content="${policyOf([...seal.base, '~']).replaceAll(' ~', '~')}">${OPENING}`,
    err: 'izin: the seal is broken: the line with id="izin-seal" is gone from the HTML, or izin.js behind it is gone or did not load. Put the three lines that "izin build --seal" prints right before it',
  };
  const written = Object.entries(attributes).map(([name, value]) => ` data-${name}="${quote(value)}"`);
  return {
    html: [
      `<script${written.join('')}>${inside}</script>`,
      `<meta http-equiv="Content-Security-Policy" content="${quote(policyOf(seal.base))}">`,
      // Not empty, or a minifier might take it away.
      `<script id="izin-seal" type="text/plain">Izin: the seal ends here</script>`,
    ].join('\n'),
    hash: `'sha256-${createHash('sha256').update(inside).digest('base64')}'`,
  };
}

/** Pages that require Trusted Types, or others. */
export type SealedPages = 'trusted' | 'plain';

/**
 * The same, with the inline script of the package.
 *
 * @param dist - The folder that holds it, as an address.
 * @throws {Error} When it cannot be read.
 */
export const readMarkup = (seal: Seal, dist: URL, pages: SealedPages): SealMarkup =>
  sealMarkup(seal, readFileSync(new URL(pages === 'trusted' ? 'seal-trusted.js' : 'seal.js', dist), 'utf8'));

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
const quote = (text: string): string =>
  text.replace(/[&"<>]/g, (character) => ESCAPES[character] ?? character);

/** Finds every record in `document.cookie`: what {@link RECORD} says, among others. */
const formOf = (): string =>
  `(?<=^|; ?)${COOKIE}=${RECORD.source.slice(1, -1).replace('(?!.*', '(?![^;]*')}(?=;|$)`;

/**
 * For each question a pattern that finds it asked, what answers it, and the sources that a yes opens; then
 * the categories by themselves. It must never say yes where core/consent/decide.ts says no.
 */
function questionsIn({ offer, grants, isSignalHeard }: Seal): readonly string[] {
  /** Finds a question among those asked: under an opt-out signal, which the script appends as `true`, with its own. */
  const asked = (service: string, category: string): string => {
    const question = questionOf(service, category);
    return isSignalHeard && category === 'marketing'
      ? `(${inOrder([question, GPC_IN_VIEW].toSorted())}|${inOrder([question])}(?!.*true$))`
      : inOrder([question]);
  };
  const services = [...grants].flatMap(([service, sources]) => {
    if (!sources.length) return [];
    const category = offer.services[service] ?? '';
    const entry = (answer: string): string =>
      `a=${asked(service, category)} ${answer}|&s.${service} ${sources.join(' ')};`;
    // A container goes with any category that is granted, where that was asked.
    return category === 'any'
      ? offer.categories.map((each) => entry(`(?<=a=${asked('', each)}.*)&${each}`))
      : [entry(`&${category}`)];
  });
  // Each has its blank, also where it opens nothing: what is answered ends there.
  return [...services, ...offer.categories.map((category) => `a=${asked('', category)} &${category} ;`)];
}

/** Questions are four characters each, and sorted. */
const inOrder = (questions: readonly string[]): string =>
  questions.map((question) => `([^&]{4})*${question}`).join('');
