import { html } from './answers.ts';
import { expect, test } from './page.ts';

// A browser asks for the page of a frame as soon as its parser has made the frame, before any script can act.

test('the page of a frame in the HTML hardly ever runs before consent, however quick its answer', async ({
  visit,
}) => {
  const VISITS = 8;
  const frames = ['iframe title="a" src', 'embed src', 'object data'].map(
    (tag, i) => `<${tag}="https://maps.test/${i}.html"></${tag.split(' ', 1).join('')}>`,
  );
  for (const i of frames.keys())
    visit.world.answer(`maps.test/${i}.html`, html('<!doctype html><script src="/ran.js"></script>'));
  const ran = (): number => visit.outside().filter((name) => name === 'maps.test/ran.js').length;
  await visit.open(frames.join(''));
  for (let i = 1; i < VISITS; i++) {
    await visit.quiet();
    await visit.reload();
  }
  await visit.quiet();
  // It did in one of four, where the address was emptied and nothing else.
  expect(ran()).toBeLessThan((VISITS * frames.length) / 8);
  const before = ran();
  await visit.press('Accept all');
  await expect.poll(() => ran() - before).toBe(frames.length);
});
