import type { HeldTag } from '../api.ts';
import { fromDocument } from '../page.ts';
import { inside, report } from './site.ts';

/** Whether the gate only reports: then it asks nobody anything. */
export const isReporting = (): boolean => inside.gate.state.mode === 'report';

const say = ({ status, vector, url, service, category }: HeldTag): unknown =>
  status === 'reported' &&
  console.warn(`izin: report only: ${vector} ${url} would be held (${service ?? 'unlisted'}, ${category})`);

let isSaid = false;

/** Tells the owner, once, that nothing is held, and what would be, now and from now on. */
export function sayMode(): void {
  if (!isReporting() || isSaid) return;
  isSaid = true;
  report('report mode: nothing is held and nobody is asked. THIS IS NO CONSENT');
  inside.gate.held().forEach(say);
  fromDocument('addEventListener').call(document, 'izin:hold', (event) =>
    say((event as CustomEvent<HeldTag>).detail),
  );
}
