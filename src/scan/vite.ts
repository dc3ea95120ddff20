/** `izin/vite`: marks the pages that Vite serves and builds. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { createMarker, type Marker, type MarkerOptions } from './marker.ts';

/** How the plugin works. */
export interface IzinMarkOptions extends Pick<MarkerOptions, 'origin' | 'inline'> {
  /** The configuration, or the file in which it stands. [izin.config.json] */
  readonly config?: string | object | undefined;
}

/** Makes the plugin. Changes of the configuration reload the pages. */
export function izinMark({ config = 'izin.config.json', ...options }: IzinMarkOptions = {}): Plugin {
  let file: string | undefined;
  let marker: Marker | undefined;
  const markerNow = (): Marker =>
    (marker ??= createMarker(file === undefined ? config : readConfigFile(file), options));

  return {
    name: 'izin-mark',
    configResolved({ root }) {
      file = typeof config === 'string' ? resolve(root, config) : undefined;
    },
    buildStart() {
      if (file !== undefined) this.addWatchFile(file);
      marker = undefined;
    },
    configureServer({ watcher, ws }) {
      if (file === undefined) return;
      const own = file;
      watcher.add(own);
      watcher.on('change', (changed) => {
        if (resolve(changed) !== own) return;
        marker = undefined;
        ws.send({ type: 'full-reload' });
      });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { filename }) {
        const marked = markerNow().mark<string>(html);
        for (const { line, column, message } of marked.findings)
          console.warn(`${filename}:${line}:${column}: ${message}`);
        return marked.html;
      },
    },
  };
}

function readConfigFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
