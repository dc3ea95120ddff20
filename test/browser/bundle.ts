import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const made = new Map<string, Promise<string>>();

/** A file of a package, as npm has it. */
export const packageFile = (path: string): string => readFileSync(`${ROOT}node_modules/${path}`, 'utf8');

/** Bundles a module that imports packages from npm into one classic script, as a site does for itself. */
export function bundle(code: string): Promise<string> {
  const known = made.get(code) ?? make(code);
  made.set(code, known);
  return known;
}

async function make(code: string): Promise<string> {
  // In a folder of ours, so that packages are found from there.
  const entry = `${ROOT}test/browser/entry-of-a-bundle.js`;
  const result = (await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    // React and Vue complain only then.
    mode: 'development',
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: { input: entry, output: { format: 'iife', name: 'Bundled', codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[];
  return [result]
    .flat()
    .flatMap(({ output }) => output)
    .map((chunk) => ('code' in chunk ? chunk.code : ''))
    .join('\n');
}
