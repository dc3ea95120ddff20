import { checkConfig, checkUnused } from './checks/config.ts';
import { checkFreed, checkLent } from './checks/freed.ts';
import { checkParties } from './checks/parties.ts';
import { checkPlace } from './checks/place.ts';
import { checkSeal } from './checks/seal.ts';
import { checkStored } from './checks/stored.ts';
import { checkPasted, checkTwice } from './checks/tags.ts';
import { SEVERITIES, type Finding } from './fix.ts';
import type { Snapshot } from './seen.ts';

const CHECKS = [
  checkPlace,
  checkSeal,
  checkConfig,
  checkFreed,
  checkLent,
  checkPasted,
  checkParties,
  checkStored,
  checkTwice,
  checkUnused,
] as const;

/** Says everything there is to say about a page, worst first; in one severity, by what it undermines. */
export const findingsOf = (snapshot: Snapshot): readonly Finding[] =>
  CHECKS.flatMap((check) => check(snapshot)).sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
