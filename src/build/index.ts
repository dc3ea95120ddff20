/** `izin/build`: what `izin build` and `izin check` do, for build scripts. */
export { noticesOf, type Notice } from '../receiver/notices.ts';
export { bake, type BakeOptions } from './bake.ts';
export { checkConfig, type Checked } from './check.ts';
export { readLocales } from './locales.ts';
export { configSchema } from './schema.ts';
