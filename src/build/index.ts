/** `izin/build`: what `izin build` and `izin check` do, for build scripts. */
export { noticesOf, type Notice } from '../receiver/notices.ts';
export { bake, checkConfig, type BakeOptions, type Checked } from './bake.ts';
export { configSchema } from './schema.ts';
