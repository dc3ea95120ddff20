import {
  access,
  chmod,
  chown,
  constants,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
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

/** Pages by their names. XHTML is read by other rules than HTML: a script may end within its own tag. */
const PAGES = '**/*.{html,htm}';

/**
 * Finds pages: files as they are named, those that a pattern names, and all `.html` and `.htm` below a folder,
 * but for `node_modules`, what begins with a dot, and links.
 *
 * @returns Each once, also one to which several names lead.
 * @throws {Error} When something that is named is not there, or nothing is found.
 */
export async function findPages(paths: readonly string[]): Promise<readonly string[]> {
  const found = new Map<string, string>();
  for (const path of paths)
    for (const [real, file] of await pagesAt(path)) if (!found.has(real)) found.set(real, file);
  return [...found.values()];
}

type Page = readonly [real: string, file: string];

async function pagesAt(path: string): Promise<readonly Page[]> {
  const there = await stat(path).catch(() => undefined);
  if (there && !there.isDirectory()) return [[await realpath(path), path]];
  const isPattern = !there && isDynamicPattern(path);
  if (!there && !isPattern) throw new Error(`${path}: no such file or folder`);
  // A link may lead to what is not the site's; where it does not, its page is found without it.
  const options = { expandDirectories: false, followSymbolicLinks: false };
  const files = isPattern
    ? await glob(path, { ...options, absolute: isAbsolute(path) })
    : (
        await glob(PAGES, { ...options, cwd: path, ignore: '**/node_modules/**', caseSensitiveMatch: false })
      ).map((file) => join(path, file));
  if (!files.length) throw new Error(`${path}: no page found`);
  return Promise.all(files.sort().map(async (file) => [await realpath(file), file] as const));
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

/**
 * Writes a file as a whole or not at all. It keeps its mode and, where that is allowed, its owner, and stays the
 * link that it may be.
 *
 * @throws {Error} When it is read-only, or cannot be written.
 */
export async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const target = await realpath(file);
  const { mode, uid, gid } = await stat(target);
  // Another file can take its place even so; and to root everything is allowed.
  if (!(mode & WRITABLE)) throw new Error('it is read-only');
  await access(target, constants.W_OK);
  const beside = `${target}.${process.pid}.izin`;
  try {
    await writeFile(beside, bytes, { flag: 'wx', mode });
    await chown(beside, uid, gid).catch(() => undefined);
    // Last: what is masked, or lost with the owner, comes back.
    await chmod(beside, mode);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

const WRITABLE = constants.S_IWUSR | constants.S_IWGRP | constants.S_IWOTH;
