import { expect, test } from './page.ts';
import { marked } from './beside.ts';

// A hundred tags are released in slices: the page keeps its turn.

// Another program may take its time within a task of ours.
test.describe.configure({ retries: 4 });

test('a hundred held tags make no long task of ours', async ({ visit }) => {
  const body = Array.from({ length: 100 }, (_, i) =>
    i % 4 === 3
      ? `<script>ran.push('inline ${i}')</script>`
      : i % 4 === 2
        ? `<img src="https://stats.test/${i}.gif" alt="">`
        : `<script${i % 4 ? ' async' : ''} src="https://stats.test/${i}.js"></script>`,
  ).join('\n');
  await visit.open(`<script data-own>self.ran = []</script>${marked(body)}`);
  await expect(visit.notice).toBeVisible();
  await visit.quiet();
  const session = await visit.context.newCDPSession(visit.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await visit.page.evaluate(() => {
    const long: string[] = [];
    Object.assign(self, { long });
    // A frame in which a script of ours took long says which.
    new PerformanceObserver((list) => {
      for (const frame of list.getEntries() as unknown as {
        scripts: { sourceURL: string; duration: number }[];
      }[])
        for (const { sourceURL, duration } of frame.scripts)
          if (/izin-release/.test(sourceURL) && duration > 50) long.push(`${sourceURL} ${duration}`);
    }).observe({ type: 'long-animation-frame', buffered: true });
  });
  await visit.press('Accept all');
  await expect.poll(async () => (await visit.ran()).length).toBe(75);
  await visit.quiet();
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  expect(await visit.page.evaluate(() => (self as unknown as { long: string[] }).long)).toEqual([]);
  const ran = (await visit.ran()).map((name) => Number(/\d+/.exec(name)?.[0]));
  const ordered = ran.filter((i) => i % 4 !== 1);
  expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
  expect(visit.outside().filter((name) => name.startsWith('stats'))).toHaveLength(75);
});
