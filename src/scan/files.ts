import { chmod, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { diffOf } from './diff.ts';
import { decodeBytes, type MarkedPage, type Marker } from './marker.ts';

/** A page on disk, and what marking it comes to. */
export interface MarkedFile extends MarkedPage<Uint8Array> {
  readonly file: string;
  /** What changes, as a unified diff. */
  readonly diff: string;
}

const PAGES = '**/*.{html,htm,HTML,HTM}';

/**
 * Finds pages: files as they are named, those that a pattern names, and all `.html` and `.htm` below a folder
 * but for `node_modules`.
 *
 * @throws {Error} When something that is named is not there, or nothing is found.
 */
export async function findPages(paths: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const path of paths) for (const file of await pagesAt(path)) found.add(file);
  return [...found];
}

async function pagesAt(path: string): Promise<readonly string[]> {
  const there = await stat(path).catch(() => undefined);
  if (there && !there.isDirectory()) return [path];
  const isPattern = !there && isDynamicPattern(path);
  if (!there && !isPattern) throw new Error(`${path}: no such file or folder`);
  const files = isPattern
    ? await glob(path, { expandDirectories: false, absolute: isAbsolute(path) })
    : (await glob(PAGES, { cwd: path, ignore: '**/node_modules/**', expandDirectories: false })).map((file) =>
        join(path, file),
      );
  if (!files.length) throw new Error(`${path}: no page found`);
  return files.sort();
}

/**
 * Marks the page in a file, without writing it.
 *
 * @throws {Error} When it cannot be read.
 */
export async function markFile(file: string, marker: Marker): Promise<MarkedFile> {
  const bytes = await readFile(file);
  const marked = marker.mark<Uint8Array>(bytes);
  const name = relative('.', file).replaceAll('\\', '/');
  return { ...marked, file, diff: diffOf(name, bytes.toString('latin1'), marked.edits, decodeBytes) };
}

/** Writes a file as a whole or not at all. It keeps its mode, and stays the link that it may be. */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const target = await realpath(file);
  const { mode } = await stat(target);
  const beside = `${target}.${process.pid}.izin`;
  try {
    await writeFile(beside, bytes, { flag: 'wx', mode });
    await chmod(beside, mode);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
