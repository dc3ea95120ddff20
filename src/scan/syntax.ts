import type { AnyNode, Pattern } from 'acorn';

const isNode = (value: unknown): value is AnyNode =>
  !!value && typeof value === 'object' && 'type' in value && typeof value.type === 'string';

/** What stands directly in a part of code. */
export const children = (node: AnyNode): AnyNode[] =>
  Object.values(node).flatMap((value: unknown) => (Array.isArray(value) ? value : [value]).filter(isNode));

/** Whether it is a function, methods aside. */
export const isFunction = (
  node: AnyNode,
): node is Extract<
  AnyNode,
  { type: 'FunctionExpression' | 'ArrowFunctionExpression' | 'FunctionDeclaration' }
> => /^(Function(Expression|Declaration)|ArrowFunctionExpression)$/.test(node.type);

/** The names that a pattern binds. */
export function bound(pattern: Pattern | AnyNode | null | undefined): string[] {
  if (!pattern) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((it) => bound(it.type === 'RestElement' ? it.argument : it.value));
    case 'ArrayPattern':
      return pattern.elements.flatMap(bound);
    case 'AssignmentPattern':
      return bound(pattern.left);
    case 'RestElement':
      return bound(pattern.argument);
    default:
      return [];
  }
}

/** The names declared in some code, but not in functions within it. */
export function declared(node: AnyNode): string[] {
  if (node.type === 'VariableDeclaration')
    return node.declarations.flatMap((it) => [...bound(it.id), ...(it.init ? declared(it.init) : [])]);
  if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') return bound(node.id);
  if (node.type.startsWith('Import') && 'local' in node) return bound(node.local);
  if (isFunction(node)) return [];
  return children(node).flatMap(declared);
}
