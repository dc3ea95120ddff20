import { expect, it } from 'vitest';
import { all, openSite } from './site.ts';

const change = (granted: boolean) => [{ service: 'yandex-metrica', category: 'performance', granted }];
const counters = { yaCounter12: {}, yaCounter345: {}, yaCounters: {}, myaCounter6: {} };

it('switches off each counter of the page, and no other', async () => {
  const site = await openSite([], counters);
  site.tell(change(false), all('denied'));
  expect(site.window).toEqual({ ...counters, disableYaCounter12: true, disableYaCounter345: true });
});

it('switches them on again by a grant, but where the site has switched one off', async () => {
  const site = await openSite([], { ...counters, disableYaCounter12: true });
  site.tell(change(false), all('denied'));
  site.tell(change(false), all('denied'));
  site.tell(change(true), all('granted'));
  expect(site.window).toEqual({ ...counters, disableYaCounter12: true, disableYaCounter345: false });
});

it('sets nothing by a grant alone', async () => {
  const site = await openSite([], counters);
  site.tell(change(true), all('granted'));
  expect(site.window).toEqual(counters);
});
