/** The types of the public surface that the tests speak about. */
export type { OptionalCategory } from '../../src/core/consent/types.ts';
export type { ConsentState, HeldTag } from '../../src/gate/api.ts';
export type { Receipt } from '../../src/core/receipt/receipt.ts';
