const UNITS: readonly (readonly [letter: string, unit: string])[] = [
  ['Y', 'year'],
  ['M', 'month'],
  ['W', 'week'],
  ['D', 'day'],
];
const TIME_UNITS: typeof UNITS = [
  ['H', 'hour'],
  ['M', 'minute'],
  ['S', 'second'],
];

/**
 * Says an ISO 8601 duration in words: `P1Y6M` is "1 year, 6 months".
 *
 * @param language - A BCP 47 tag.
 * @returns The text as it came where it is no duration.
 */
export function durationText(duration: string, language: string): string {
  const [date = '', time = ''] = duration.slice(1).split('T');
  const parts = [...read(date, UNITS), ...read(time, TIME_UNITS)].map(([count, unit]) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
  );
  return parts.length ? new Intl.ListFormat(language, { type: 'unit' }).format(parts) : duration;
}

const read = (text: string, units: typeof UNITS): [count: number, unit: string][] =>
  units.flatMap(([letter, unit]) => {
    const [, count] = new RegExp(`(\\d+)${letter}`).exec(text) ?? [];
    return count ? [[Number(count), unit]] : [];
  });
