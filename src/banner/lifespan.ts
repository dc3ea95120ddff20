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
 * @param locales - BCP 47 tags, the one preferred first: browsers do not know every language.
 * @returns The text as it came where it is no duration.
 */
export function durationText(duration: string, locales: string | readonly string[]): string {
  // What the compiler knows of Intl takes no list that is not to be changed.
  const language = [locales].flat();
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
