/** `izin/build`: what `izin build` and `izin check` do, for build scripts. */
export { bake, checkConfig, noticesOf, type BakeOptions, type Checked, type Notice } from './bake.ts';
export { configSchema } from './schema.ts';
