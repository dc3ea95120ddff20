import { expect, test } from './page.ts';

// What stands in a frame is of the frame's own making, however early the gate above has seen it.

test('elements and events of a frame are objects of its own', async ({ visit }) => {
  const script = `
    self.found = {};
    const note = (name, it, kind) => { found[name] = it instanceof kind };
    note('script', document.currentScript, HTMLScriptElement);
    addEventListener('click', (event) => { note('event', event, MouseEvent); note('target', event.target, HTMLElement) });
    addEventListener('DOMContentLoaded', (event) => {
      note('loaded', event, Event);
      note('parsed', document.querySelector('b'), HTMLElement);
      const markup = '<img alt="" src="data:,"><i style="color:red">a</i>';
      document.body.insertAdjacentHTML('beforeend', markup);
      note('image', document.querySelector('img'), HTMLImageElement);
      note('markup', document.querySelector('i'), HTMLElement);
      document.querySelector('b').click();
    })`;
  const inside = `<p>a</p><script>${script}</script><b>b</b>`;
  visit.write(inside, { path: '/inside' });
  await visit.open('<main></main>');
  for (const way of ['srcdoc', 'write', 'address']) {
    await visit.page.evaluate(
      ([how, text = '']) => {
        const frame = document.createElement('iframe');
        frame.title = 'inside';
        if (how === 'srcdoc') frame.srcdoc = text;
        document.body.append(frame);
        if (how === 'address') frame.src = '/inside';
        const page = frame.contentDocument;
        if (how !== 'write') return;
        page?.write(text);
        page?.close();
      },
      [way, inside],
    );
    const found = (): Promise<unknown> =>
      visit.page.evaluate(() => (self[self.length - 1] as unknown as { found?: unknown }).found);
    await expect.poll(found, way).toEqual({
      script: true,
      loaded: true,
      parsed: true,
      image: true,
      markup: true,
      event: true,
      target: true,
    });
  }
});
