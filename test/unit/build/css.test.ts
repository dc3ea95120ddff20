import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isolate, suggest } from '../../../src/build/css.ts';

/** Declarations that are not important though they should be. Steps of an animation cannot be, and custom properties need not. */
const weak = (css: string): string[] =>
  (
    css
      .replace(/@(keyframes|property|font-face)[^{]*\{([^{}]|\{[^{}]*\})*\}/g, '')
      .match(/[^{};]+(?=[;}])/g) ?? []
  ).filter((declaration) => !/^--|!important$/.test(declaration.trim()));

it.each<[what: string, css: string, isolated: string]>([
  ['a rule', '#izin{display:block}', '#izin{display:block!important}'],
  ['what is important already', '#izin{display:block!important}', '#izin{display:block!important}'],
  ['a shorthand', '#izin{all:unset;inset:0}', '#izin{all:unset!important;inset:0!important}'],
  ['a value that is a custom property', '#izin{color:var(--a)}', '#izin{color:var(--a)!important}'],
  ['one with a fallback', '#izin{color:var(--a,red)}', '#izin{color:var(--a,red)!important}'],
  ['a sum', '#izin{width:calc(1px + var(--a))}', '#izin{width:calc(1px + var(--a))!important}'],
  [
    'an environment variable',
    '#izin{padding:env(safe-area-inset-top)}',
    '#izin{padding:env(safe-area-inset-top)!important}',
  ],
  [
    'a property that is newer than the tools',
    '#izin{brand-new:1;field-sizing:content}',
    '#izin{brand-new:1!important;field-sizing:content!important}',
  ],
  ['a pseudo-element', 'dialog::backdrop{display:none}', 'dialog::backdrop{display:none!important}'],
  ['a media query', '@media print{#izin{display:none}}', '@media print{#izin{display:none!important}}'],
  [
    'a condition',
    '@supports (display:grid){#izin{display:grid}}',
    '@supports (display:grid){#izin{display:grid!important}}',
  ],
  [
    'a container',
    '@container (width>3px){#izin{display:grid}}',
    '@container (width>3px){#izin{display:grid!important}}',
  ],
  ['a layer inside', '@layer x{#izin{display:grid}}', '@layer x{#izin{display:grid!important}}'],
])('makes important and puts into the layer: %s', (_, css, isolated) => {
  expect(isolate(css, 'a.css')).toBe(`@layer izin{${isolated}}`);
});

it.each<[what: string, css: string]>([
  ['nested rules', '#izin{& a{top:0}.b &{top:1px}> p{top:2px}}'],
  ['declarations behind nested rules', '#izin{top:0;& a{top:1px}left:0}'],
  ['a media query inside a rule', '#izin{@media print{display:none;& a{top:0}}}'],
  ['a condition inside a rule', '#izin{@supports (display:grid){display:grid}}'],
  ['both inside each other', '@media print{@supports (display:grid){#izin{& a{&:hover{top:0}}}}}'],
  ['vendor prefixes that are added', '#izin{user-select:none;backdrop-filter:blur(1px);mask:none}'],
  ['light and dark', '#izin{color-scheme:light dark;color:light-dark(#000,#fff)}'],
  ['directions', '#izin{inset-inline:0 1px;margin-inline-start:1px}p:dir(rtl){top:0}'],
  [
    'colours that older browsers do not know',
    '#izin{color:oklch(50% .1 200);background:color-mix(in srgb,red,blue)}',
  ],
])('leaves nothing weak in %s', (_, css) => {
  const isolated = isolate(css, 'a.css');
  expect(isolated).toContain('!important');
  expect(weak(isolated)).toEqual([]);
});

it.each(['--izin-accent:red', '--izin-accent:var(--b)', '--izin-accent:1px solid', '--Izin-Accent:#FFF'])(
  'leaves owners their custom properties: %s',
  (declaration) => {
    expect(isolate(`:root{${declaration};top:0}`, 'a.css')).not.toMatch(/--[^;}]*!important/i);
  },
);

it('leaves the steps of animations as they are: important ones would be ignored', () => {
  expect(isolate('@keyframes a{from{opacity:0}to{opacity:1}}', 'a.css')).toMatch(
    /^@layer izin\{@keyframes a\{[^!]*\}\}$/,
  );
});

it.each(['light-dark(#000,#fff)', ':dir(rtl)'])(
  'leaves to the browser what it alone can tell: %s',
  (part) => {
    const isolated = isolate(
      '#izin{color-scheme:light dark;color:light-dark(#000,#fff)}p:dir(rtl){top:0}',
      'a.css',
    );
    expect(isolated).toContain(part);
    expect(isolated).not.toContain('--lightningcss');
  },
);

it('keeps the order of rules', () => {
  expect(isolate('p{top:0}.b{top:1px}#c{top:2px}', 'a.css')).toBe(
    '@layer izin{p{top:0!important}.b{top:1px!important}#c{top:2px!important}}',
  );
});

it('does not let a brace too many close the layer', () => {
  expect(() => isolate('#izin{top:0}}p{top:0}', 'notice.css')).toThrow();
});

describe.each(['notice', 'preferences'])('src/banner/%s.css', (name) => {
  const css = readFileSync(new URL(`../../../src/banner/${name}.css`, import.meta.url), 'utf8');
  const isolated = isolate(css, `${name}.css`);

  it('stands in the layer as a whole, with nothing weak in it', () => {
    expect(isolated).toMatch(/^@layer izin\{.*\}$/s);
    expect(isolated.match(/!important/g)?.length).toBeGreaterThan(20);
    expect(weak(isolated)).toEqual([]);
  });

  it('loads nothing: no import, no font, no address', () => {
    expect(isolated).not.toMatch(/@import|@font-face|url\(/);
  });

  it('keeps every custom property that owners theme by', () => {
    const names = (text: string): string[] => [...new Set(text.match(/--izin-[\w-]+/g))].sort();
    const withoutComments = css.replace(/\/\*.*?\*\//gs, '');
    expect(names(isolated)).toEqual(names(withoutComments));
  });
});

it('leaves defaults as they are, in the layer that everything of the site wins over', () => {
  expect(suggest('.izin-declaration dd{margin:0}', 'test.css')).toBe(
    '@layer izin{.izin-declaration dd{margin:0}}',
  );
});

it('placeholders have the colours of the other faces, though their sheet stands in a shadow root', () => {
  const tokensOf = (name: string): string[] => {
    const css = readFileSync(new URL(`../../../src/banner/${name}.css`, import.meta.url), 'utf8');
    return [...css.matchAll(/^ +--_([\w-]+): var\(.*?([#\d][\w.]+)\)+;/gm)].map(
      ([, token, value]) => `${token} ${value}`,
    );
  };
  expect(tokensOf('notice')).toHaveLength(19);
  expect(tokensOf('placeholder')).toEqual(tokensOf('notice'));
});
