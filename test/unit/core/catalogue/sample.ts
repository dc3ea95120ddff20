import { fileURLToPath } from 'node:url';
import { readCatalogue } from '../../../../src/build/catalogue.ts';

/** The folder of facts, one file a service. */
export const FOLDER = fileURLToPath(new URL('../../../../src/core/catalogue/services', import.meta.url));

/** The catalogue as it is. */
export const catalogue = readCatalogue(FOLDER);

/** An address that a host rule claims. */
export const addressOf = (rule: string): URL =>
  new URL(`https://${rule.replaceAll('/*', '/any').replace(/\*$/, '1')}`);
