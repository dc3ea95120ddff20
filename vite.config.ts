import { fileURLToPath } from 'node:url';
import { type EnvironmentOptions } from 'vite';
import { defineConfig } from 'vitest/config';
import { identity, izinModules } from './src/build/modules.ts';
import { shrink } from './src/build/shrink.ts';
import { stripDocs, stripLogs } from './src/build/strip.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** What widely used browsers of the last two and a half years run. */
const browsers = 'baseline-widely-available';

const script = (
  input: string,
  file: string,
  format: 'iife' | 'es',
  define: Record<string, string> = {},
): EnvironmentOptions => ({
  consumer: 'client',
  define,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    copyPublicDir: false,
    modulePreload: false,
    sourcemap: !file.startsWith('seal'),
    target: browsers,
    reportCompressedSize: false,
    minify: false,
    // The notices of what is bundled.
    license: { fileName: `licenses/${file}.md` },
    rolldownOptions: {
      input,
      preserveEntrySignatures: format === 'es' ? 'strict' : false,
      output: {
        format,
        entryFileNames: file,
        codeSplitting: false,
        // The rest is done by src/build/shrink.ts.
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
});

const node = (input: Record<string, string>, outDir: string): EnvironmentOptions => ({
  consumer: 'server',
  resolve: { external: true, noExternal: [] },
  build: {
    outDir,
    emptyOutDir: false,
    copyPublicDir: false,
    sourcemap: true,
    target: 'node20',
    minify: false,
    ssr: true,
    rolldownOptions: {
      input,
      external: (id: string) => !/^(\.|\/|\0|virtual:)/.test(id),
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' },
    },
  },
});

export default defineConfig({
  root,
  appType: 'custom',
  plugins: [izinModules(root), stripDocs(), stripLogs(), shrink(identity(root))],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  environments: {
    gate: script('src/gate/entry.ts', 'izin.js', 'iife'),
    preferences: script('src/banner/preferences.ts', 'izin-preferences.js', 'es'),
    declaration: script('src/banner/declaration.ts', 'izin-declaration.js', 'es'),
    inspector: script('src/inspector/inspector.ts', 'izin-inspector.js', 'es'),
    evidence: script('src/gate/evidence.ts', 'izin-evidence.js', 'es'),
    withdrawal: script('src/gate/withdrawal.ts', 'izin-withdrawal.js', 'es'),
    vendors: script('src/integrations/vendors.ts', 'izin-vendors.js', 'es'),
    placeholder: script('src/banner/placeholders.ts', 'izin-placeholder.js', 'es'),
    notice: script('src/gate/notice/desk.ts', 'izin-notice.js', 'es'),
    worker: script('src/gate/worker/worker.ts', 'izin-worker.js', 'iife'),
    release: script('src/gate/release/release.ts', 'izin-release.js', 'es'),
    sealed: script('src/gate/sealed.ts', 'izin-sealed.js', 'es'),
    seal: script('src/gate/seal.ts', 'seal.js', 'es', { __TRUSTED__: 'false' }),
    sealTrusted: script('src/gate/seal.ts', 'seal-trusted.js', 'es', { __TRUSTED__: 'true' }),
    node: node(
      {
        cli: 'src/cli.ts',
        receiver: 'src/receiver/index.ts',
        build: 'src/build/index.ts',
        // `seal.js` is the inline script.
        sealing: 'src/seal/index.ts',
        mark: 'src/scan/index.ts',
        vite: 'src/scan/vite.ts',
      },
      'dist',
    ),
    demo: node({ server: 'demo/server.ts' }, '.build/demo'),
  },
  // Files share what they import: a fifth less work. None of them may change a module.
  test: { include: ['test/unit/**/*.test.{ts,tsx}'], isolate: false },
  builder: {
    async buildApp(builder) {
      for (const name of [
        'gate',
        'notice',
        'release',
        'worker',
        'preferences',
        'declaration',
        'placeholder',
        'inspector',
        'evidence',
        'withdrawal',
        'vendors',
        'sealed',
        'seal',
        'sealTrusted',
        'node',
        'demo',
      ]) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
});
