/** One `map` of a server's configuration. */
interface ServerMap {
  readonly source: string;
  readonly lines: readonly (readonly [pattern: RegExp, text: string])[];
  readonly otherwise: string;
}

/** Reads the maps out of what a server would be given, and nothing else of it. */
function mapsIn(text: string): ReadonlyMap<string, ServerMap> {
  const maps = new Map<string, ServerMap>();
  for (const [, source = '', name = '', body = ''] of text.matchAll(
    /^map "(.*)" [${](\w+)\}? \{\n([\s\S]*?)\n\}$/gm,
  )) {
    const lines = [...body.matchAll(/^\s+['`]~(.*)['`] "(.*)";?$/gm)].map(
      // What was found stays found in nginx: that is about time, not about what is found.
      ([, pattern = '', to = '']) =>
        [new RegExp(pattern.replace('(?i)', '').replaceAll('(?>', '(?:')), to] as const,
    );
    const [, otherwise = ''] = /^\s+default "(.*)";?$/m.exec(body) ?? [];
    if (lines.length + 1 !== body.split('\n').length) throw new Error(`cannot read the map of ${name}`);
    maps.set(name, { source, lines, otherwise });
  }
  return maps;
}

/** What a server is asked with. */
export interface Asked {
  readonly cookies: string;
  readonly hasSignal: boolean;
}

/** Works out a variable as a server would: nothing is looked at before it is needed. */
export function createMaps(text: string): (name: string, asked: Asked) => string {
  const maps = mapsIn(text);
  const valueOf = (name: string, asked: Asked): string => {
    if (/cookie$/i.test(name)) return asked.cookies;
    if (/sec.gpc$/i.test(name)) return asked.hasSignal ? '1' : '';
    if (name.endsWith('content_type')) return 'text/html';
    if (name === 'status') return '200';
    if (name.endsWith('path')) return '/kasir';
    if (/sec.fetch.dest$/i.test(name)) return 'document';
    const { source, lines, otherwise } = maps.get(name) ?? { source: '', lines: [], otherwise: `?${name}?` };
    const fill = (template: string): string =>
      template.replace(/\$([a-z]\w*)|(?<!\$)\{([\w.-]+)\}/gi, (_, one, other) =>
        valueOf(one ?? other, asked),
      );
    const text = fill(source);
    for (const [pattern, to] of lines) {
      const found = pattern.exec(text);
      if (found) return fill(to).replace(/\$\{?1\}?/, found[1] ?? '');
    }
    return fill(otherwise);
  };
  return valueOf;
}
