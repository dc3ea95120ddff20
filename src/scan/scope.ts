import type { AnyNode } from 'acorn';

/** What a local name stands for, as far as that is plain. */
export type Meaning = 'window' | 'document' | { readonly text: string } | undefined;

/** The names of one function and of those around it. */
export interface Scope {
  readonly names: Map<string, Meaning>;
  readonly outer: Scope | undefined;
  /** It runs as soon as the code does. */
  readonly isNow: boolean;
}

/** Reads a text that stands in the code, put together where it is from plain pieces. */
export function textOf(node: AnyNode, scope: Scope | undefined): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral') return node.quasis[0]?.value.cooked ?? undefined;
  if (node.type === 'Identifier') {
    const { meaning } = find(node.name, scope);
    return typeof meaning === 'object' ? meaning.text : undefined;
  }
  // `(location.protocol == 'https:' ? 'https://' : 'http://') + …`: both lead to the same service.
  if (node.type === 'ConditionalExpression') {
    const texts = [node.consequent, node.alternate].map((branch) => textOf(branch, scope));
    return texts.find((text) => text?.includes('https:')) ?? texts.find((text) => text !== undefined);
  }
  if (node.type === 'ParenthesizedExpression') return textOf(node.expression, scope);
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const left = textOf(node.left, scope);
  // What cannot be told ends the text: its beginning is what names the host.
  return left === undefined
    ? undefined
    : left + (isWhole(node.left) ? (textOf(node.right, scope) ?? '') : '');
}

const isWhole = (node: AnyNode): boolean =>
  node.type === 'Literal' ||
  (node.type === 'ConditionalExpression' && isWhole(node.consequent) && isWhole(node.alternate)) ||
  (node.type === 'BinaryExpression' && node.operator === '+' && isWhole(node.left) && isWhole(node.right));

/** Looks a name up. */
export function find(
  name: string,
  scope: Scope | undefined,
): { readonly isLocal: boolean; readonly meaning: Meaning } {
  for (let at = scope; at; at = at.outer) {
    if (at.names.has(name)) return { isLocal: true, meaning: at.names.get(name) };
  }
  const meaning =
    name === 'document' ? 'document' : /^(window|self|globalThis|top)$/.test(name) ? 'window' : undefined;
  return { isLocal: false, meaning };
}

/** What an expression stands for, as far as that is plain. */
export function meaningOf(node: AnyNode | null | undefined, scope: Scope): Meaning {
  if (!node) return undefined;
  if (node.type === 'Identifier') return find(node.name, scope).meaning;
  if (node.type === 'ThisExpression') return scope.outer ? undefined : 'window';
  if (node.type === 'MemberExpression') {
    const name = memberName(node, scope);
    return meaningOf(node.object as AnyNode, scope) === 'window' &&
      /^(window|self|document)$/.test(name ?? '')
      ? name === 'document'
        ? 'document'
        : 'window'
      : undefined;
  }
  const text = textOf(node, scope);
  return text === undefined ? undefined : { text };
}

/** The name of a member, also one that is put together. */
export function memberName(
  node: Extract<AnyNode, { type: 'MemberExpression' }>,
  scope: Scope,
): string | undefined {
  if (!node.computed) return 'name' in node.property ? node.property.name : undefined;
  return textOf(node.property, scope);
}

/** The global that an expression names: `fbq`, `window.fbq`, `w[l]` where `l` is known. */
export function globalOf(node: AnyNode, scope: Scope): string | undefined {
  if (node.type === 'Identifier') return find(node.name, scope).isLocal ? undefined : node.name;
  if (node.type !== 'MemberExpression') return undefined;
  if (meaningOf(node.object as AnyNode, scope) !== 'window') return undefined;
  return memberName(node, scope);
}

/** The global at the root of a chain of members and calls. */
export function rootOf(node: AnyNode, scope: Scope): string | undefined {
  const name = globalOf(node, scope);
  if (name !== undefined) return name;
  if (node.type === 'MemberExpression') return rootOf(node.object as AnyNode, scope);
  if (node.type === 'CallExpression' || node.type === 'NewExpression')
    return rootOf(node.callee as AnyNode, scope);
  if (node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression')
    return rootOf(node.expression, scope);
  if (node.type === 'AssignmentExpression') return rootOf(node.left, scope);
  if (node.type === 'LogicalExpression') return rootOf(node.left, scope);
  return undefined;
}

/** Gives a local name a meaning. The first counts. */
export function give(name: string, meaning: Meaning, scope: Scope): void {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    if (!at.names.has(name)) continue;
    if (at.names.get(name) === undefined) at.names.set(name, meaning);
    return;
  }
}
