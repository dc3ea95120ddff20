import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { h } from 'preact';
import { Features, transform } from 'lightningcss';
import type { Plugin } from 'vite';
import { KINDS } from '../banner/embeds.ts';
import { Notice } from '../banner/Notice.tsx';
import { Reopen } from '../banner/Reopen.tsx';
import { Withdrawn } from '../banner/Withdrawn.tsx';
import { OPTIONAL } from '../core/consent/types.ts';
import type { Tree } from '../core/tree.ts';
import type { CookieFact } from '../core/catalogue/service.ts';
import { hostOf } from '../core/catalogue/rule.ts';
import { packServices, sortForPacking } from '../core/catalogue/table.ts';
import { platforms, reminders, vendors } from '../integrations/calls.ts';
import { readCatalogue } from './catalogue.ts';
import { BROWSERS, isolate, suggest } from './css.ts';
import { renderTree, textKeys } from './tree.ts';

const PREFIX = 'virtual:izin/';

/** Texts of the inspector, which visitors have no use for, and those that it shares with the preferences. */
const OWNERS = /^inspector\./;
const SHARED = /^(language|notice\.failed|category\.\w+\.name)$/;

/**
 * Makes the modules that are derived from others: the catalogue, the first layer as data, what vendors
 * are known by, style sheets, and the identity of the build.
 *
 * @param root - The folder of the repository.
 */
export function izinModules(root: string): Plugin {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const readJson = (path: string): Record<string, string> => JSON.parse(read(path));
  const catalogue = () => readCatalogue(join(root, 'src/core/catalogue/services'));

  const sheet =
    (name: string, room = 'banner') =>
    (): Record<string, unknown> => ({
      css: isolate(read(`src/${room}/${name}.css`), `${name}.css`),
    });
  const locales = () => readdirSync(join(root, 'locales')).filter((file) => file.endsWith('.json'));
  /** The texts that trees use, in every language there is a file for. */
  const textsOf = (
    trees: readonly Tree[],
    more: readonly string[] = [],
  ): Record<string, Record<string, string>> => {
    const keys = [...new Set([...more, ...trees.flatMap(textKeys)])];
    return Object.fromEntries(
      locales().map((file) => [file.replace('.json', ''), pick(readJson(`locales/${file}`), keys, file)]),
    );
  };
  /** Every text of the placeholders, and those that they share with other faces. */
  const placeholderTexts = (): Record<string, Record<string, string>> => {
    const own = Object.keys(readJson('locales/en.json')).filter((key) => key.startsWith('placeholder.'));
    const shared = [
      'notice.loading',
      'notice.failed',
      'notice.preferences',
      ...OPTIONAL.map((id) => `category.${id}.name`),
    ];
    return textsOf([], [...own, ...shared]);
  };
  const modules: Record<string, () => Record<string, unknown>> = {
    build: () => ({
      version: readJson('package.json')['version'],
      build: identity(root),
    }),
    packed: () => ({ packed: packServices(sortForPacking(catalogue())) }),
    hosts: () => ({ hosts: Object.fromEntries(catalogue().map(({ id, hosts }) => [id, hosts])) }),
    ids: () => ({
      ids: catalogue()
        .map(({ id }) => id)
        .join(' '),
    }),
    signs: () => ({
      vendors: [...vendors.values()].map(([, sign]) => sign).sort((a, b) => a.localeCompare(b)),
      platforms: platforms.map(([, sign]) => sign),
    }),
    texts: () => ({
      texts: Object.fromEntries(
        locales().map((file) => [file.replace('.json', ''), shownIn(readJson(`locales/${file}`))]),
      ),
    }),
    languages: () => ({
      names: Object.fromEntries(
        locales().map((file) => [file.replace('.json', ''), readJson(`locales/${file}`)['language']]),
      ),
    }),
    'preferences.css': sheet('preferences'),
    'inspector.css': sheet('inspector', 'inspector'),
    known: () => ({
      known: Object.fromEntries(
        catalogue().map(({ id, name, category, hosts, cookies, storage = [] }) => [
          id,
          {
            name,
            category,
            cookies: ownCookies(cookies),
            storage,
            ...(category !== 'necessary' && withoutEmpty({ under: hostsUnder(hosts) })),
          },
        ]),
      ),
    }),
    names: () => ({
      // What is empty is left out, and so is a service that stores nothing.
      names: Object.fromEntries(
        catalogue()
          .map(({ id, cookies, storage = [] }): [string, object] => [
            id,
            withoutEmpty({
              cookies: ownCookies(cookies),
              storage,
              reminders: reminders[id] ?? [],
              foreign: cookies.flatMap(({ name, domain }) => (domain ? `${domain} ${name}` : [])),
            }),
          ])
          .filter(([, known]) => Object.keys(known).length),
      ),
    }),
    placeholder() {
      const ids = Object.values(KINDS).join(' ').split(' ');
      return {
        texts: placeholderTexts(),
        facts: Object.fromEntries(
          catalogue()
            .filter(({ id }) => ids.includes(id))
            // "X posts" are posts from X.
            .map(({ id, name, provider, country = '' }) => [
              id,
              [name.replace(/ (posts|videos|player|social plugins|widgets)$/i, ''), provider, country],
            ]),
        ),
        css: transform({
          filename: 'placeholder.css',
          code: Buffer.from(read('src/banner/placeholder.css')),
          minify: true,
          targets: BROWSERS,
          exclude: Features.LightDark | Features.DirSelector,
        }).code.toString(),
      };
    },
    notice() {
      const trees = {
        notice: renderTree(h(Notice, {})),
        reopen: renderTree(h(Reopen, {})),
        withdrawn: renderTree(h(Withdrawn, {})),
      };
      return { ...trees, texts: textsOf(Object.values(trees), ['language']), ...sheet('notice')() };
    },
  };

  /** What visitors are told of each service, one file a service, for the preferences to fetch. */
  const facts = (): { fileName: string; source: string }[] =>
    catalogue().map(({ id, name, provider, country, category, cookies, beacons, storage }) => ({
      fileName: `services/${id}.json`,
      source: JSON.stringify({
        id,
        name,
        provider,
        country,
        category,
        beacons,
        storage,
        cookies: cookies.map(({ distinctive: _, ...cookie }) => cookie),
      }),
    }));

  /** The texts of each language, for the preferences to fetch, and apart from those what the inspector says. */
  const texts = (): { fileName: string; source: string }[] =>
    locales().flatMap((file) => {
      const all = readJson(`locales/${file}`);
      const told = Object.entries(all).filter(([key]) => OWNERS.test(key) || SHARED.test(key));
      return [
        { fileName: `locales/${file}`, source: JSON.stringify(fetchedOf(all)) },
        { fileName: `locales/inspector.${file}`, source: JSON.stringify(Object.fromEntries(told)) },
      ];
    });

  return {
    name: 'izin-modules',
    generateBundle() {
      if (this.environment.name !== 'preferences') return;
      const css = suggest(read('src/banner/declaration.css'), 'declaration.css');
      for (const file of [...facts(), ...texts(), { fileName: 'declaration.css', source: css }])
        this.emitFile({ type: 'asset', ...file });
    },
    // Ends in .js, or Vite would take a style sheet's text for a style sheet.
    resolveId: (id) =>
      id.startsWith(PREFIX) && Object.hasOwn(modules, id.slice(PREFIX.length)) ? `\0${id}.js` : undefined,
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const make = modules[id.slice(PREFIX.length + 1, -'.js'.length)];
      return Object.entries(make?.() ?? {})
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
        .join('\n');
    },
  };
}

/** Those of them that are fetched: placeholders have theirs of our own languages in them. */
const fetchedOf = (all: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(shownIn(all)).filter(([key]) => !key.startsWith('placeholder.')));

/** Those texts of a locale file that visitors may see. */
const shownIn = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([key]) => !OWNERS.test(key)));

/** The names of cookies on a site's own domain. */
const ownCookies = (cookies: readonly CookieFact[]): readonly string[] =>
  cookies.filter(({ domain }) => !domain).map(({ name }) => name);

/** The hosts that may stand under another. */
const hostsUnder = (rules: readonly string[]): readonly string[] => [
  ...new Set(rules.map(hostOf).filter((host) => host.split('.').length > 2)),
];

const withoutEmpty = (lists: Readonly<Record<string, readonly string[]>>): object =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length));

function pick(texts: Record<string, string>, keys: readonly string[], file: string): Record<string, string> {
  return Object.fromEntries(
    keys.map((key) => {
      const text = texts[key];
      if (text === undefined) throw new Error(`locales/${file}: the first layer needs the text "${key}"`);
      return [key, text];
    }),
  );
}

/** A hash over everything that the browser scripts are made of. */
export function identity(root: string): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['src', 'locales']) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.(tsx?|css|json)$/.test(file)) hash.update(file).update(readFileSync(join(root, folder, file)));
    }
  }
  return hash.digest('base64url').slice(0, 8);
}
