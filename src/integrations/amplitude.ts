import type { Vendor } from './page.ts';

/**
 * Amplitude (Browser SDK 2).
 *
 * @see https://github.com/amplitude/Amplitude-TypeScript core-client.ts
 */
export const amplitude: Vendor = (page, granted) => {
  page.call('amplitude.setOptOut', !granted);
};
