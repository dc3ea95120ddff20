/** The inspector knows the browser, and no Node. */
void document.body;

// @ts-expect-error no Node
void process;
// @ts-expect-error no Node modules
export type { Stats } from 'node:fs';
