import { DEPENDS_ON, WORKER_DEPENDS_ON, WORKERS } from './header.ts';
import { policyOf } from './policy.ts';
import { serverRules, type Line } from './rules.ts';
import type { Seal } from './seal.ts';

/** nginx reads no word of more than 4096 bytes. */
const MOST = 3000;

/**
 * Writes a seal as configuration of nginx: variables for `http { }`, and in the comments at its head what
 * goes where pages are sent.
 */
export function nginxSeal(seal: Seal): string {
  const { record, openings, lifted } = serverRules(seal, 'perl');
  const [base, ...bases] = inPieces(seal.base);
  const opened = openings.flatMap(({ service, sources, lines }, i) => {
    const name = `izin_open_${i}`;
    const [first = '', ...more] = inPieces(sources);
    return [
      {
        name,
        text: [
          `# services.${service}`,
          map('$izin_signal$izin_record', name, withText(lines, first)),
          ...more.map((piece, at) => map(`$${name}`, `${name}_${at + 1}`, [['.', piece]])),
        ].join('\n'),
      },
      ...more.map((_, at) => ({ name: `${name}_${at + 1}`, text: '' })),
    ];
  });
  const names = [
    ...(base === undefined ? [] : ['izin_base']),
    ...bases.map((_, at) => `izin_base_${at + 1}`),
    ...opened.map(({ name }) => name),
  ];
  const list = names.map((name) => `$${name}`).join('');
  return [
    HEAD,
    map('$http_sec_gpc', 'izin_signal', [['^1$', '1']], '0'),
    map('$http_cookie', 'izin_record', record),
    ...[base, ...bases].flatMap((piece, at) =>
      piece === undefined ? [] : [map('', at ? `izin_base_${at}` : 'izin_base', [], piece)],
    ),
    ...opened.map(({ text }) => text).filter(Boolean),
    '# Everything is granted, and nothing is left to refuse.',
    map('$izin_signal$izin_record', 'izin_lifted', lifted ?? []),
    '# Pages, and workers: these have no policy but their own.',
    map('$status|$sent_http_content_type|$http_sec_fetch_dest', 'izin_vary', [
      ['^...[|](?:text/html|application/xhtml[+]xml)', DEPENDS_ON],
      // Without a type the browser looks for itself.
      ['^(?:2(?!0[45])|[45])..[|][|]', DEPENDS_ON],
      [`[|]${WORKERS}$`, WORKER_DEPENDS_ON],
    ]),
    map('$izin_vary|$izin_lifted', 'izin_policy', [['.[|]$', policyOf(['~']).replaceAll(' ~', list)]]),
    map('$izin_vary', 'izin_etag', [['.', '']], '$sent_http_etag'),
    map('$izin_vary', 'izin_modified', [['.', '']], '$sent_http_last_modified'),
    '',
  ].join('\n');
}

const HEAD = `# The seal of Izin, made by: izin build --server nginx
# Include this file in http { }. Where pages are sent, in server { } or location { }, add:
#
#     add_header Content-Security-Policy $izin_policy always;
#     add_header Vary $izin_vary always;
#     add_header ETag $izin_etag always;
#     add_header Last-Modified $izin_modified always;
#
# A location with an add_header of its own needs all of them again: nginx inherits all or none.
# Pages and workers go without ETag and Last-Modified, for "304 Not Modified" takes no policy away.
# No date is looked at here: the browser drops the cookie when the choice expires.`;

/** One `map`: the first pattern that is found counts. Where nginx gives up on one, the last word counts. */
const map = (source: string, name: string, lines: readonly Line[], otherwise = ''): string =>
  [
    `map "${source}" $${name} {`,
    `    default "${otherwise}";`,
    ...lines.map(([pattern, text]) => `    '~${pattern}' "${text}";`),
    '}',
  ].join('\n');

const withText = (lines: readonly Line[], text: string): readonly Line[] =>
  lines.map(([pattern, yes]) => [pattern, yes && text]);

/** Sources with a blank before each, in pieces that are short enough. */
function inPieces(sources: readonly string[]): readonly string[] {
  const pieces: string[] = [];
  for (const source of sources) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + source.length < MOST)
      pieces[pieces.length - 1] = `${last} ${source}`;
    else pieces.push(` ${source}`);
  }
  return pieces;
}
