import { Features, transform, type Declaration, type Visitor } from 'lightningcss';

/** The oldest browsers that style sheets are written for. */
export const BROWSERS = { chrome: 111 << 16, firefox: 114 << 16, safari: (16 << 16) | (4 << 8) } as const;

/**
 * Makes a style sheet that wins over the site's own: every declaration becomes important, and all of
 * it stands in the cascade layer `izin`.
 *
 * An important declaration in a layer beats an unlayered important one, so `* { all: unset !important }`
 * does not undo the banner. Custom properties stay as they are: owners theme by them.
 *
 * @param css - The sheet as written.
 * @param path - Its name, for messages.
 * @see CSS Cascading and Inheritance Level 5, section 6.4.3
 */
export function isolate(css: string, path: string): string {
  const important = (block: {
    declarations?: Declaration[];
    importantDeclarations?: Declaration[];
  }): void => {
    const isOpen = (declaration: Declaration): boolean =>
      declaration.property === 'custom' && declaration.value.name.startsWith('--');
    const own = block.declarations ?? [];
    block.importantDeclarations = [
      ...(block.importantDeclarations ?? []),
      ...own.filter((declaration) => !isOpen(declaration)),
    ];
    block.declarations = own.filter(isOpen);
  };
  return pack(css, path, {
    Rule: {
      style(rule) {
        important(rule.value.declarations);
        return present(rule);
      },
      'nested-declarations'(rule) {
        important(rule.value.declarations);
        return present(rule);
      },
    },
  });
}

/**
 * Makes a style sheet of defaults: it stands in the layer `izin` as it is written, so that whatever the site
 * itself says outside of layers wins.
 */
export const suggest = (css: string, path: string): string => pack(css, path, {});

const pack = (css: string, path: string, visitor: Visitor<never>): string =>
  transform({
    filename: path,
    code: Buffer.from(`@layer izin{${css}}`),
    minify: true,
    targets: BROWSERS,
    exclude: Features.LightDark | Features.DirSelector,
    visitor,
  }).code.toString();

/** Leaves out what is null: lightningcss writes absent members as null, and does not read them back. */
const present = <T>(rule: T): T => JSON.parse(JSON.stringify(rule, (_, value) => value ?? undefined));
