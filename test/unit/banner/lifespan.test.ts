import { expect, it } from 'vitest';
import { durationText } from '../../../src/banner/lifespan.ts';

it.each([
  ['P2Y', '2 tahun', '2 years'],
  ['P1Y', '1 tahun', '1 year'],
  ['P13M', '13 bulan', '13 months'],
  ['P2W', '2 minggu', '2 weeks'],
  ['P180D', '180 hari', '180 days'],
  // As it was stated: nobody has said two years.
  ['P730D', '730 hari', '730 days'],
  ['PT20H', '20 jam', '20 hours'],
  ['PT30M', '30 menit', '30 minutes'],
  ['PT30S', '30 detik', '30 seconds'],
  ['P1Y6M', '1 tahun, 6 bulan', '1 year, 6 months'],
  ['P1DT12H', '1 hari, 12 jam', '1 day, 12 hours'],
  ['P1D', '1 hari', '1 day'],
  ['P11D', '11 hari', '11 days'],
  ['whatever', 'whatever', 'whatever'],
])('says %s in words: %s, %s', (duration, indonesian, english) => {
  expect(durationText(duration, 'id')).toBe(indonesian);
  expect(durationText(duration, 'en')).toBe(english);
});

it.each([
  ['P1D', 'يوم'],
  ['P2D', 'يومان'],
  ['P3D', '3 أيام'],
  ['P11D', '11 يومًا'],
  ['P100D', '100 يوم'],
])('counts as the language does: %s', (duration, text) => {
  expect(durationText(duration, 'ar')).toBe(text);
});

it('is said in the language that stands in where the browser does not know the first', () => {
  expect(durationText('P180D', ['min', 'id'])).toBe('180 hari');
  expect(durationText('P180D', ['min', 'en'])).toBe('180 days');
});
