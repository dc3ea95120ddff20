import { Fragment, h as create, type VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { Notice } from '../../../src/banner/Notice.tsx';
import { Reopen } from '../../../src/banner/Reopen.tsx';
import { Withdrawn } from '../../../src/banner/Withdrawn.tsx';
import { renderTree, textKeys } from '../../../src/build/tree.ts';
import type { Tree } from '../../../src/core/tree.ts';

// Every element as one type, to stand in one table.
const h = create as unknown as (type: unknown, props: object | null, ...children: unknown[]) => VNode;
const Choice = ({ text }: { text: string }): VNode => h('button', { type: 'button' }, text);

it.each<[what: string, node: VNode, tree: Tree]>([
  ['an element with nothing in it', h('hr', {}), ['hr', {}]],
  ['an element without attributes', h('p', null, 'a'), ['p', {}, 'a']],
  ['attributes as texts', h('p', { id: 'a', tabIndex: 0 }, 'b'), ['p', { id: 'a', tabIndex: '0' }, 'b']],
  ['true as an empty attribute', h('input', { checked: true }), ['input', { checked: '' }]],
  [
    'no attribute for what is not so',
    h('input', { checked: false, 'data-if': undefined, title: null }),
    ['input', {}],
  ],
  ['className as class', h('p', { className: 'a' }), ['p', { class: 'a' }]],
  ['no key', h('p', { key: 'a' }), ['p', {}]],
  ['children in order', h('p', {}, 'a', h('b', {}, 'c'), 'd'), ['p', {}, 'a', ['b', {}, 'c'], 'd']],
  ['lists of children', h('p', {}, ['a', ['b', h('i', {})]]), ['p', {}, 'a', 'b', ['i', {}]]],
  ['numbers as texts', h('p', {}, 0, 1), ['p', {}, '0', '1']],
  ['nothing for null, undefined and booleans', h('p', {}, null, undefined, false, true), ['p', {}]],
  ['the children of a fragment', h('p', {}, h(Fragment, {}, 'a', h('b', {}))), ['p', {}, 'a', ['b', {}]]],
  [
    'what a component makes',
    h('p', {}, h(Choice, { text: '@a' })),
    ['p', {}, ['button', { type: 'button' }, '@a']],
  ],
  ['a component at the root', h(Choice, { text: 'a' }), ['button', { type: 'button' }, 'a']],
  ['markup in a text as text', h('p', { title: '"><b>' }, '<b>'), ['p', { title: '"><b>' }, '<b>']],
])('renders %s', (_, node, tree) => {
  expect(renderTree(node)).toEqual(tree);
});

describe('what can only live in a browser is refused:', () => {
  it.each<[what: string, node: VNode, message: string]>([
    ['a handler', h('button', { onClick: () => {} }), '<button onClick> cannot be prerendered: function'],
    ['a style object', h('p', { style: { color: 'red' } }), '<p style> cannot be prerendered: object'],
    [
      'HTML',
      h('p', { dangerouslySetInnerHTML: { __html: 'x' } }),
      '<p dangerouslySetInnerHTML> cannot be prerendered: object',
    ],
    [
      'a handler deep inside',
      h('p', {}, [h('i', {}, h('b', { onClick: () => {} }))]),
      '<b onClick> cannot be prerendered: function',
    ],
  ])('%s', (_, node, message) => {
    expect(() => renderTree(node)).toThrow(new TypeError(message));
  });

  it('a ref', () => {
    expect(() => renderTree(h('p', { ref: () => {} }))).toThrow(TypeError);
  });

  it.each<[what: string, node: VNode]>([
    ['two roots', h(Fragment, {}, h('p', {}), h('p', {}))],
    ['a text for a root', h(Fragment, {}, 'a')],
    ['no root', h(Fragment, {})],
  ])('%s', (_, node) => {
    expect(() => renderTree(node)).toThrow(new TypeError('a tree has one root element'));
  });
});

it('finds the keys of all texts, in attributes and children', () => {
  const tree: Tree = [
    'p',
    { title: '@a', id: 'b' },
    '@c',
    'd',
    ['button', { 'data-loading': '@e' }, ['b', {}, '@f.g'], 'x@y'],
    '@a',
  ];
  expect(textKeys(tree)).toEqual(['a', 'c', 'e', 'f.g', 'a']);
});

describe.each([
  ['Notice', renderTree(h(Notice, {}))],
  ['Reopen', renderTree(h(Reopen, {}))],
  ['Withdrawn', renderTree(h(Withdrawn, {}))],
])('%s', (_, tree) => {
  const elements = ([tag, attributes, ...children]: Tree): [string, Record<string, string>][] => [
    [tag, attributes],
    ...children.flatMap((child) => (typeof child === 'string' ? [] : elements(child))),
  ];

  it('is nothing but elements, attributes and texts, and outlives JSON', () => {
    expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
  });

  it('has no script, form, inline style or handler', () => {
    for (const [tag, attributes] of elements(tree)) {
      expect(tag).not.toMatch(/^(script|style|form|iframe|link)$/);
      for (const name of Object.keys(attributes)) expect(name).not.toMatch(/^(style|on.*)$/i);
    }
  });

  it('says everything by keys of texts, so that any language can be filled in', () => {
    const texts = ([, , ...children]: Tree): string[] =>
      children.flatMap((child) => (typeof child === 'string' ? [child] : texts(child)));
    for (const text of texts(tree)) expect(text).toMatch(/^(@[\w.]+|\s*|×)$/);
  });
});
