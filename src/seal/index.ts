/** `izin/seal`: the seal as a response header, for servers of one's own. */
export { createSeal, type PageSeal } from './create.ts';
export { sealExpress } from './express.ts';
export { sealHono } from './hono.ts';
export type { SealMarkup } from './markup.ts';
export type { NodeMiddleware } from './node.ts';
export type { Caller } from './policy.ts';
