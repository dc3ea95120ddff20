import type { Tree } from '../core/tree.ts';

type Node = Tree | string;

/**
 * Writes a tree as Markdown: headings, paragraphs, lists of terms, and tables, as GitHub reads them.
 *
 * Text stays text: whatever means something in Markdown or HTML is escaped, and a line is never broken.
 *
 * @see https://github.github.com/gfm/
 */
export const markdownOf = (tree: Tree): string => `${blocks(tree).join('\n\n')}\n`;

function blocks(node: Node): string[] {
  if (typeof node === 'string') return [paragraph(line([node]))];
  const [tag, , ...children] = node;
  if (/^h\d$/.test(tag)) return [`${'#'.repeat(Number(tag[1]))} ${line(children)}`];
  if (tag === 'p') return [paragraph(line(children))];
  if (tag === 'dl') return children.length ? [children.map(term).join('\n')] : [];
  if (tag === 'table') return [table(node)];
  return children.flatMap(blocks);
}

/** A term and what is said of it. */
function term(row: Node): string {
  const name = all(row, 'dt').map(lineOf).join(', ');
  const [fact = '', ...others] = all(row, 'dd').map((dd) => paragraph(lineOf(dd)));
  if (!others.length) return `- **${name}:** ${fact}`;
  return [`- **${name}:**`, ...[fact, ...others].map((one) => `  - ${one}`)].join('\n');
}

function table(node: Tree): string {
  const [head = [], ...rows] = all(node, 'tr').map((row) => all(row, 'th', 'td').map(cell));
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Even in code a bar would end the cell. */
const cell = (node: Tree): string => lineOf(node).replace(/(?<!\\)\|/g, '\\|');

const lineOf = ([, , ...children]: Tree): string => line(children);

const line = (nodes: readonly Node[]): string =>
  nodes
    .map((node) => {
      if (typeof node === 'string') return text(node);
      return node[0] === 'code' ? code(wordsOf(node)) : lineOf(node);
    })
    .join('');

const oneLine = (words: string): string => words.replace(/\s+/g, ' ');

/** Everything that could be read as markup, as the character itself. */
const text = (words: string): string => oneLine(words).replace(/[\\`*_{}[\]<>|~&!#]/g, '\\$&');

/** What would make a list or a heading of a paragraph, were it to begin with that. */
const paragraph = (words: string): string =>
  words
    .trim()
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)(?=[.)])/, '$1\\');

/** The fence is longer than any row of backticks within. */
function code(words: string): string {
  const runs = words.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
  const gap = /^`|`$/.test(words) ? ' ' : '';
  return words ? fence + gap + oneLine(words) + gap + fence : '';
}

const wordsOf = (node: Node): string =>
  typeof node === 'string'
    ? node
    : node
        .slice(2)
        .map((child) => wordsOf(child as Node))
        .join('');

/** All elements of some kinds under a node, in order. */
function all(node: Node, ...tags: readonly string[]): Tree[] {
  if (typeof node === 'string') return [];
  if (tags.includes(node[0])) return [node];
  return node.slice(2).flatMap((child) => all(child as Node, ...tags));
}
