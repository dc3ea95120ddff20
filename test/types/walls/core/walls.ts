/** The rules of consent know no browser, no Node and no package. */

// @ts-expect-error no DOM
void document;
// @ts-expect-error no window
void window;
// @ts-expect-error no storage
void localStorage;
// @ts-expect-error no network
void fetch;
// @ts-expect-error no timers
void setTimeout;
// @ts-expect-error no Node
void process;
// @ts-expect-error no Node modules
export type { Stats } from 'node:fs';
