import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from 'virtual:izin/build';
import type { Service } from '../core/catalogue/service.ts';
import type { Config } from '../core/config/config.ts';
import type { LocaleFiles } from '../core/receipt/notice.ts';
import { noticesOf, segmentOf } from '../receiver/notices.ts';
import { caddySeal } from '../seal/caddy.ts';
import { readMarkup, type SealedPages, type SealMarkup } from '../seal/markup.ts';
import { nginxSeal } from '../seal/nginx.ts';
import { planSeal } from '../seal/seal.ts';
import { checkConfig, type Checked } from './check.ts';
import { declarationsOf } from './declaration.ts';
import { firstLayer, thirdLanguages } from './layer.ts';
import { configSchema } from './schema.ts';

/** Where and from what a site's script is built. */
export interface BakeOptions {
  /** The configuration, parsed from JSON. */
  readonly value: unknown;
  /** The locale files of other languages than ours, by language. */
  readonly locales?: LocaleFiles | undefined;
  /** The folder that holds `izin.js`. */
  readonly dist: string;
  /** The folder to write. */
  readonly out: string;
  /** Make a seal, too: for pages that require Trusted Types, or for others. */
  readonly seal?: SealedPages | undefined;
  /** Write the seal as configuration of a server, too. */
  readonly server?: ServerKind | undefined;
}

/** Servers that a seal can be written for. */
export type ServerKind = keyof typeof SERVERS;
const SERVERS = { nginx: nginxSeal, caddy: caddySeal } as const;

/** What was made. */
export interface Baked extends Checked {
  /** What was written, by path below `out`. */
  readonly files: readonly string[];
  readonly seal?: Sealed;
  readonly server?: Served;
}

/**
 * Writes a site's own `izin.js`, with its configuration and the hashes of its notices baked in, the
 * files it loads, the notice documents, the cookie declaration and the JSON Schema.
 *
 * @throws {Error} When a file cannot be read or written, or `out` is `dist`; when a seal is asked for that
 *   would hold nothing.
 */
export async function bake(options: BakeOptions): Promise<Baked> {
  const { value, locales = {}, dist, out, seal: kind, server } = options;
  if (resolve(out) === resolve(dist))
    throw new Error(`${out}: expected another folder than the one built from`);
  const { config, problems, notes } = checkConfig(value, locales);
  const plan = kind || server ? planSeal(config) : undefined;
  const seal = plan && kind && { ...readMarkup(plan, pathToFileURL(`${dist}/`), kind), notes: plan.notes };
  const served = plan && server && { text: SERVERS[server](plan), notes: plan.notes };
  const notices = noticesOf(config, version, locales);
  const thirds = thirdLanguages(config, locales);
  const baked = {
    config: thirds.length ? withLayers(value, config, locales) : value,
    notices: Object.fromEntries(notices.map(({ language, hash }) => [language, hash])),
  };
  const files = new Map<string, string>();
  const script = await readFile(join(dist, 'izin.js'), 'utf8');
  const [code, map] = script.split('\n//# sourceMappingURL=');
  files.set(
    'izin.js',
    `!function(__IZIN_CONFIG__){\n${code}\n}(${asExpression(baked)});\n${map ? `//# sourceMappingURL=${map}` : ''}`,
  );
  const sourceMap = await readFile(join(dist, 'izin.js.map'), 'utf8').catch(() => undefined);
  // One line more stands before the code.
  if (sourceMap) files.set('izin.js.map', sourceMap.replace('"mappings":"', '"mappings":";'));
  if (seal) files.set('seal.html', `${seal.html}\n`);
  files.set('izin.schema.json', `${JSON.stringify(configSchema(), null, 2)}\n`);
  // Also where there is none: what the configuration lacks is looked for there.
  for (const tag of thirds) files.set(`locales/${tag}.json`, JSON.stringify(locales[tag] ?? {}));
  for (const { hash, text } of notices) files.set(`notices/${segmentOf(hash)}.json`, text);

  const chunks = (await readdir(dist)).filter((name) =>
    /^(izin-[a-z]+\.js(\.map)?|declaration\.css)$/.test(name),
  );
  const listed = async (folder: string): Promise<string[]> =>
    (await readdir(join(dist, folder)).catch(() => [])).map((name) => `${folder}/${name}`);
  const isDeclared = (path: string): boolean =>
    (config.services[path.replace(/^services\/|\.json$/g, '')] ?? false) !== false;
  const declared = (await listed('services')).filter(isDeclared);
  const copies = [...chunks, ...(await listed('locales')), ...declared, ...(await listed('licenses'))];
  const facts = await Promise.all(declared.map((path) => readFile(join(dist, path), 'utf8')));
  // Our own files: what they hold is a service.
  const catalogue = facts.map((text) => JSON.parse(text) as Service);
  for (const { language, html, markdown } of await declarationsOf(config, catalogue, version, locales)) {
    files.set(`declaration.${language}.html`, html);
    files.set(`declaration.${language}.md`, markdown);
  }
  for (const folder of ['notices', 'locales', 'services', 'licenses'])
    await mkdir(join(out, folder), { recursive: true });
  for (const [name, text] of files) await writeFile(join(out, name), text);
  for (const name of copies) await copyFile(join(dist, name), join(out, name));
  return {
    config,
    problems,
    notes,
    files: [...files.keys(), ...copies],
    ...(seal && { seal }),
    ...(served && { server: served }),
  };
}

/** The configuration with the whole first layer of its third languages, so that nothing has to be fetched for it. */
function withLayers(value: unknown, config: Config, locales: LocaleFiles): object {
  const layers = thirdLanguages(config, locales).map((tag) => [
    tag,
    { ...config.texts[tag], ...firstLayer(config, tag, locales) },
  ]);
  const { texts } = value as { readonly texts?: unknown };
  return { ...(value as object), texts: { ...(texts as object), ...Object.fromEntries(layers) } };
}

/** A seal, and what its policy cannot tell apart. */
export interface Sealed extends SealMarkup {
  readonly notes: readonly string[];
}

/** A seal as configuration of a server, and what its policy cannot tell apart. */
export interface Served {
  readonly text: string;
  readonly notes: readonly string[];
}

/** JSON as a JavaScript expression that may also stand inline in HTML. */
const asExpression = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
