import { status } from './answers.ts';
import { marked, plainly, sameBeside } from './beside.ts';
import { expect, test } from './page.ts';

// Images, frames, style sheets and players load after a grant as they do on a plain page.

const LOG = `onload="say(event.type, this.id)" onerror="say(event.type, this.id)"`;

for (const [name, body] of Object.entries({
  image: `<img ${LOG} id="it" src="https://stats.test/a.gif" alt="x" width="5">`,
  'image that is missing': `<img ${LOG} id="it" src="https://stats.test/missing.gif" alt="x">`,
  'image with a choice of addresses': `<img ${LOG} id="it" srcset="https://stats.test/a.gif 1x, https://stats.test/b.gif 2x" src="https://stats.test/c.gif" alt="x">`,
  picture: `<picture><source srcset="https://stats.test/a.gif" media="(min-width: 1px)"><source srcset="https://stats.test/b.gif"><img id="it" src="https://stats.test/c.gif" alt="x"></picture>`,
  frame: `<iframe ${LOG} id="it" src="https://stats.test/a.html" title="x"></iframe>`,
  'style sheet': `<link ${LOG} id="it" rel="stylesheet" href="https://stats.test/a.css">`,
  'style sheet that swaps its media': `<link id="it" rel="stylesheet" media="print" onload="this.media='all'; say('swapped', this.media)" href="https://stats.test/a.css">`,
  embed: `<embed id="it" src="https://stats.test/a.html" type="text/html">`,
  object: `<object ${LOG} id="it" data="https://stats.test/a.html" title="x"></object>`,
  'image far down, lazy': `<div data-own style="height: 20000px"></div><img ${LOG} loading="lazy" id="it" src="https://stats.test/a.gif" alt="x">`,
  'frame far down, lazy': `<div data-own style="height: 20000px"></div><iframe loading="lazy" id="it" src="https://stats.test/a.html" title="x"></iframe>`,
})) {
  test(`${name}: loads, says so and looks as on a plain page`, async ({ visit }) => {
    const page = { body, answers: () => ({ 'stats.test/missing.gif': status(404) }) };
    await sameBeside(visit, page);
    // The marks of a picture's sources are not the gate's.
    if (name !== 'picture') await sameBeside(visit, page, marked(body));
  });
}

for (const [name, body] of Object.entries({
  video: `<video muted preload="auto" src="https://stats.test/a.mp4" poster="https://stats.test/p.gif"></video>`,
  'video with sources': `<video preload="auto"><source src="https://stats.test/a.mp4" type="video/mp4"><source src="https://stats.test/b.mp4" type="video/mp4"></video>`,
  audio: `<audio preload="auto"><source src="https://stats.test/a.mp3" type="audio/mpeg"></audio>`,
})) {
  test(`${name}: asks for the same as on a plain page`, async ({ visit }) => {
    const plain = await plainly(visit, { body });
    const asked = [...new Set(plain.asked)];
    for (const held of [body, marked(body).replace(/(<source)([^>]*) src=/g, '$1$2 data-src=')]) {
      await visit.context.clearCookies();
      visit.world.reset();
      await visit.open(held);
      await visit.press('Accept all');
      await expect.poll(() => [...new Set(visit.outside())].toSorted()).toEqual(asked);
      await visit.quiet();
      expect([...new Set(visit.outside())].toSorted()).toEqual(asked);
    }
  });
}
