import { h, type VNode } from 'preact';
import { texts as ours } from 'virtual:izin/texts';
import { Declaration } from '../banner/Declaration.tsx';
import { declaredFacts, ownFacts } from '../banner/facts.ts';
import type { Service } from '../core/catalogue/service.ts';
import type { Config } from '../core/config/config.ts';
import { directionOf } from '../core/language.ts';
import type { LocaleFiles } from '../core/receipt/notice.ts';
import type { Tree } from '../core/tree.ts';
import { createTranslator } from '../i18n/i18next.ts';
import type { Translate } from '../i18n/translate.ts';
import { htmlOf } from './html.ts';
import { markdownOf } from './markdown.ts';
import { renderTree } from './tree.ts';

/** The cookie declaration of a site in one language, without any visitor's state. */
export interface StaticDeclaration {
  readonly language: string;
  /** A fragment of HTML to include in a page. Where the script runs, it becomes the live declaration. */
  readonly html: string;
  readonly markdown: string;
}

/** Its first headings stand below one of a section of a page. */
const LEVEL = 3;

/**
 * Writes the cookie declaration of a site, in each of its languages that there are texts for.
 *
 * @param catalogue - What is known of the declared services.
 * @param version - Izin's own.
 * @param locales - The locale files of languages that are none of ours.
 */
export async function declarationsOf(
  config: Config,
  catalogue: readonly Service[],
  version: string,
  locales: LocaleFiles = {},
): Promise<readonly StaticDeclaration[]> {
  const { languages, texts } = config;
  const translator = createTranslator({
    languages,
    texts,
    values: {},
    async fetchTexts(tag) {
      const found = locales[tag] ?? ours[tag];
      if (!found) throw new Error(`no texts in ${tag}`);
      return found;
    },
  });
  const loaded = await Promise.all(languages.map((tag) => translator.load(tag).catch(() => undefined)));
  return languages.flatMap((language, i) => {
    const translate = loaded[i];
    return translate ? [declarationIn(language, named(translate, config))] : [];
  });

  function declarationIn(language: string, texts: Translate): StaticDeclaration {
    const services = [ownFacts(config, language, texts('cookie.own')), ...declaredFacts(config, catalogue)];
    const body = h(
      'div',
      { class: 'izin-declaration', lang: language, dir: directionOf(language) },
      Declaration({ config, language, texts, services, version, level: LEVEL }),
    );
    const tree: Tree = ['div', { 'data-izin': 'declaration' }, renderTree(body as VNode)];
    return { language, html: `${htmlOf(tree)}\n`, markdown: markdownOf(tree) };
  }
}

/** Texts that say the name of the site; without a host to name, a site without one is "this site". */
function named(texts: Translate, { site, consent }: Config): Translate {
  const name = site.name || consent.domain || texts('service.site');
  return (key, values) => texts(key, { site: name, controller: site.controller || name, ...values });
}
