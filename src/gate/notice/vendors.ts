import { platforms, vendors } from 'virtual:izin/signs';
import type { Decisions } from '../../core/consent/decide.ts';
import type { VendorsModule } from '../inside.ts';
import { fromDocument } from '../page.ts';
import { atLeisure } from './leisure.ts';
import { inside, report } from './site.ts';

// Some vendors have calls of their own for consent. They are in a file of its own, loaded when such a
// vendor is seen on the page and has a grant, so that it is there when the grant is taken back.

const PATIENCE = 3_000; // ms that a clean-up waits for vendors to be told

let chunk: VendorsModule | undefined;
let asked: Promise<void> | undefined;
/** What vendors know of. */
let heard: Decisions | undefined;
let latest: Decisions | undefined;

const isSeen = (names: readonly string[]): boolean => names.some((name) => name in window);

/** Whether anything is granted that a visitor decides on. */
const isAny = (...decisions: readonly unknown[]): boolean =>
  /(?<!necessary)":"granted/.test(JSON.stringify(decisions));

/**
 * Tells vendors what they are about to lose, while what they send to their own hosts on being told may
 * still pass. Where the file is not there yet they are told after.
 */
export const warnVendors = (next: Decisions): void =>
  void (heard && chunk?.warn(inside.site().services, heard, next));

/** Tells vendors what is in force. Settles once they are told, or it is too late to wait for that. */
export async function tellVendors(): Promise<void> {
  const now = inside.decisions();
  // Until the file is there, what ran last is what vendors go by.
  if (now !== latest && isAny(latest)) heard = latest;
  latest = now;
  heard ??= now;
  if (!(isSeen(vendors) && isAny(heard, now)) && !(isSeen(platforms) && now.decided)) return;
  asked = inside
    .load<VendorsModule>('vendors')
    .then((loaded) => {
      chunk = loaded;
      chunk.inform(inside.site().services, heard ?? now, (heard = inside.decisions()));
    })
    .catch(report);
  await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

/** Looks again when scripts have loaded: vendors may come with any. */
export function watchVendors(): void {
  let isDue = false;
  const look = (): void => {
    isDue = false;
    if (!asked) void tellVendors();
  };
  const onLoad = (): void => {
    if (!isDue && !asked) atLeisure(look);
    isDue = true;
  };
  fromDocument('addEventListener').call(document, 'load', onLoad, true);
}
