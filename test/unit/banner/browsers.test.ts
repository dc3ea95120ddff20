import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { browserOf, BROWSERS, guideKey } from '../../../src/banner/browsers.ts';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 13; SM-A536E';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

it.each([
  ['Chrome', `${WINDOWS} Chrome/148.0.0.0 Safari/537.36`],
  ['Chrome', `${ANDROID}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Mobile Safari/537.36`],
  ['Chrome', `${IPHONE} CriOS/148.0.0.0 Mobile/15E148 Safari/604.1`],
  ['Edge', `${WINDOWS} Chrome/148.0.0.0 Safari/537.36 Edg/148.0.0.0`],
  ['Edge', `${IPHONE} Version/17.0 EdgiOS/148.0.0.0 Mobile/15E148 Safari/604.1`],
  ['Opera', `${WINDOWS} Chrome/148.0.0.0 Safari/537.36 OPR/120.0.0.0`],
  ['Opera', `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1 OPT/6.0.0`],
  [
    'Samsung Internet',
    `${ANDROID}) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  ],
  ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'],
  ['Firefox', `${IPHONE} FxiOS/150.0 Mobile/15E148 Safari/605.1.15`],
  ['Safari (iPhone, iPad)', `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`],
  ['Safari (Mac)', `${MAC}/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`],
  ['Chrome', `${MAC}/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36`],
  // Part of an app, or something nobody knows.
  [
    undefined,
    `${ANDROID}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/148.0.0.0 Mobile Safari/537.36`,
  ],
  [undefined, `${IPHONE} Mobile/15E148 Instagram 330.0.0.0`],
  [undefined, 'Lynx/2.9.0'],
])('knows %s by its text: %s', (name, userAgent) => {
  expect(browserOf({ userAgent, maxTouchPoints: 0 })).toBe(name);
});

it('knows an iPad that says it is a Mac', () => {
  const userAgent = `${MAC}/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`;
  expect(browserOf({ userAgent, maxTouchPoints: 5 })).toBe('Safari (iPhone, iPad)');
});

it.each([
  ['Chrome', ['Chromium', 'Google Chrome', 'Not.A/Brand']],
  ['Edge', ['Chromium', 'Microsoft Edge', 'Not.A/Brand']],
  ['Opera', ['Opera', 'Chromium', 'Not.A/Brand']],
  ['Samsung Internet', ['Samsung Internet', 'Chromium', 'Not.A/Brand']],
  // Of Chrome's kind, yet not Chrome; its text says that it is.
  [undefined, ['Brave', 'Chromium', 'Not.A/Brand']],
  [undefined, ['Android WebView', 'Chromium', 'Not.A/Brand']],
])('lets brands speak before the text: %s', (name, names) => {
  const userAgent = `${WINDOWS} Chrome/148.0.0.0 Safari/537.36`;
  const userAgentData = { brands: names.map((brand) => ({ brand })) };
  expect(browserOf({ userAgent, maxTouchPoints: 0, userAgentData })).toBe(name);
});

it('goes by the text where the brands are empty', () => {
  const userAgent = `${WINDOWS} Chrome/148.0.0.0 Safari/537.36`;
  expect(browserOf({ userAgent, maxTouchPoints: 0, userAgentData: { brands: [] } })).toBe('Chrome');
});

it.each(['id', 'en'])('has a guide for each, on a page of its maker, in %s', (language) => {
  const file = new URL(`../../../locales/${language}.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  expect(BROWSERS).toHaveLength(7);
  for (const name of BROWSERS)
    expect(texts[guideKey(name)]).toMatch(
      /^https:\/\/(support\.(google\.com|apple\.com|microsoft\.com|mozilla\.org)|help\.opera\.com|www\.samsung\.com)\/\S+$/,
    );
});
