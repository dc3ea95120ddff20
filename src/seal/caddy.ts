import { DEPENDS_ON, VALIDATORS, WORKER_DEPENDS_ON, WORKERS } from './header.ts';
import { policyOf } from './policy.ts';
import { FOUND, serverRules, YES, type Line } from './rules.ts';
import type { Seal } from './seal.ts';

/** What is no page, by its ending: whatever is not known for one of these counts as a page. */
const ASSETS =
  'avif|bmp|css|csv|eot|gif|gz|ico|jpe?g|js|json|m4a|map|mjs|mp3|mp4|ogg|otf|pdf|png|svg|ttf|txt|wasm|wav|webm|webmanifest|webp|woff2?|zip';

/** Writes a seal as configuration of Caddy, to be imported into the block of a site. */
export function caddySeal(seal: Seal): string {
  const { record, openings, lifted } = serverRules(seal, 'go');
  const list = openings.map((_, i) => `{izin_open_${i}}`).join('');
  return [
    HEAD,
    map('{http.request.header.Sec-GPC}', 'izin_signal', [['^1$', '1']], '0'),
    map('{http.request.header.Cookie}', 'izin_record', record),
    ...openings.flatMap(({ service, sources, lines }, i) => [
      `# services.${service}`,
      map(
        '{izin_signal}{izin_record}',
        `izin_open_${i}`,
        lines.map(([pattern, yes]) => [pattern, yes && ` ${sources.join(' ')}`]),
      ),
    ]),
    '# Everything is granted, and nothing is left to refuse.',
    map('{izin_signal}{izin_record}', 'izin_lifted', lifted ?? []),
    '# Pages, and workers: these have no policy but their own.',
    map(
      '{http.request.header.Sec-Fetch-Dest}|{http.request.uri.path}',
      'izin_vary',
      [
        [`^${WORKERS}[|]`, WORKER_DEPENDS_ON],
        [`(?i)[.](?:${ASSETS})$`, ''],
      ],
      DEPENDS_ON,
    ),
    map('{izin_vary}|{izin_lifted}', 'izin_shut', [['.[|]$', YES]]),
    `@izin_sealed not vars {izin_vary} ""`,
    `header @izin_sealed {\n\t+Vary "{izin_vary}"\n${VALIDATORS.map((name) => `\t-${name}\n`).join('')}}`,
    `@izin_shut vars {izin_shut} ${YES}`,
    // Deferred, or the header of a server behind Caddy would take its place.
    `header @izin_shut {\n\t+Content-Security-Policy "${policyOf([...seal.base, '~']).replaceAll(' ~', list)}"\n\tdefer\n}`,
    '',
  ].join('\n');
}

const HEAD = `# The seal of Izin, made by: izin build --server caddy
# Import this file in the block of the site: import izin-seal.caddy
# Whatever does not end like a picture, a script or such is taken for a page.
# Pages and workers go without ETag and Last-Modified, for "304 Not Modified" takes no policy away.
# No date is looked at here: the browser drops the cookie when the choice expires.`;

/** One `map`: the first pattern that is found counts. */
const map = (source: string, name: string, lines: readonly Line[], otherwise = ''): string =>
  [
    `map "${source}" {${name}} {`,
    ...lines.map(([pattern, text]) => `\t\`~${pattern}\` "${text.replace(FOUND, '${1}')}"`),
    `\tdefault "${otherwise}"`,
    '}',
  ].join('\n');
