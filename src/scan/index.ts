/** `izin/mark`: what `izin mark` does, for build scripts and servers. */
export type { Edit, Finding, Note, Place } from './edits.ts';
export { markExpress } from './express.ts';
export { markHono } from './hono.ts';
export {
  createMarker,
  type MarkedPage,
  type Marker,
  type MarkerOptions,
  type MarkSession,
} from './marker.ts';
