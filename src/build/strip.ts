import type { Plugin } from 'vite';

const NODE_ONLY = new Set(['doc', 'source', 'unit', 'schema']);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

const isNode = (value: unknown): value is Node & Record<string, unknown> =>
  !!value && typeof value === 'object' && 'type' in value && 'start' in value;

/**
 * Takes what only the Node tools read (`doc`, `source`, `unit`, `schema`) out of the configuration
 * tables, so that visitors do not download the documentation.
 */
export function stripDocs(): Plugin {
  return {
    name: 'izin-strip-docs',
    enforce: 'pre',
    transform: {
      filter: { id: /[\\/]core[\\/]config[\\/]\w+\.ts$/ },
      handler(code) {
        const cuts: Node[] = [];
        const visit = (node: unknown): void => {
          if (Array.isArray(node)) return node.forEach(visit);
          if (!isNode(node)) return;
          const key = node['key'];
          const isCut =
            node.type === 'ObjectExpression'
              ? false
              : node.type === 'Property' && isNode(key) && NODE_ONLY.has(String(key['name'])) && node['value'] !== key && !isPattern(node);
          if (isCut) cuts.push(node);
          else Object.values(node).forEach(visit);
        };
        const objects = (node: unknown): void => {
          if (Array.isArray(node)) return node.forEach(objects);
          if (!isNode(node)) return;
          if (node.type === 'ObjectExpression') visit(node['properties']);
          else Object.values(node).forEach(objects);
        };
        objects(this.parse(code, { lang: 'ts' }));
        let rest = '';
        let from = 0;
        for (const { start, end } of cuts.sort((a, b) => a.start - b.start)) {
          rest += code.slice(from, start);
          from = code[end] === ',' ? end + 1 : end;
        }
        return { code: rest + code.slice(from), map: null };
      },
    },
  };
}

const isPattern = (node: Record<string, unknown>): boolean => node['shorthand'] === true;
