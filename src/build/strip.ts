import type { Plugin } from 'vite';

const NODE_ONLY = new Set(['doc', 'source', 'unit']);

interface Node extends Record<string, unknown> {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const isNode = (value: unknown): value is Node =>
  !!value && typeof value === 'object' && 'type' in value && 'start' in value;

/** Finds the outermost nodes that are to go. */
function find(node: unknown, isCut: (node: Node) => boolean): Node[] {
  if (Array.isArray(node)) return node.flatMap((child) => find(child, isCut));
  if (!isNode(node)) return [];
  return isCut(node) ? [node] : Object.values(node).flatMap((child) => find(child, isCut));
}

/** Leaves parts of a text out. A comma behind one goes with it. */
function without(code: string, cuts: readonly Node[], instead: string): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of cuts) {
    rest += code.slice(from, start) + instead;
    from = code[end] === ',' ? end + 1 : end;
  }
  return rest + code.slice(from);
}

const nameOf = (node: unknown): unknown => (isNode(node) ? node['name'] : undefined);

/**
 * Takes what only the Node tools read (`doc`, `source`, `unit`) out of the configuration table, so
 * that visitors do not download the documentation.
 */
export const stripDocs = (): Plugin => ({
  name: 'izin-strip-docs',
  enforce: 'pre',
  applyToEnvironment: ({ config }) => config.consumer === 'client',
  transform: {
    filter: { id: /[\\/]core[\\/]config[\\/]config\.ts$/ },
    handler(code) {
      const isDoc = ({ type, key, shorthand }: Node): boolean =>
        type === 'Property' && shorthand !== true && NODE_ONLY.has(String(nameOf(key)));
      return { code: without(code, find(this.parse(code, { lang: 'ts' }), isDoc), ''), map: null };
    },
  },
});

/** Takes the log messages out of i18next: nobody reads them in a visitor's browser, and they are a tenth of it. */
export const stripLogs = (): Plugin => ({
  name: 'izin-strip-logs',
  applyToEnvironment: ({ config }) => config.consumer === 'client',
  transform: {
    filter: { id: /[\\/]i18next[\\/]dist[\\/]esm[\\/]i18next\.js$/ },
    handler(code) {
      const isLog = ({ type, expression }: Node): boolean => {
        if (type !== 'ExpressionStatement' || !isNode(expression) || expression.type !== 'CallExpression')
          return false;
        const callee = expression['callee'];
        const owner = isNode(callee) ? callee['object'] : undefined;
        return (
          isNode(owner) && /^(logger|baseLogger)$/.test(String(nameOf(owner) ?? nameOf(owner['property'])))
        );
      };
      const cuts = find(this.parse(code), isLog).filter(({ start, end }) =>
        /^[^(]*\.(log|warn|error|deprecate)\(/.test(code.slice(start, end)),
      );
      return { code: without(code, cuts, ';'), map: null };
    },
  },
});
