import { test, type Engine, type Key, type Session } from './engine.ts';
import { expect, GATE, HOST, SHOP, writePage } from './page.ts';
import type { World } from './world.ts';

// Runs in every engine: which keys lead where, and what a dialog does with them, is their own affair.

const TAG =
  '<script type="text/plain" data-category="performance" data-src="https://stats.test/a.js"></script>';
const BODY = `${TAG}<a id="first" href="#content">Content</a><p id="content">Text</p>`;

async function begin(engine: Engine, world: World, appearance: object = {}): Promise<Session> {
  world.reset();
  writePage(world, 'https', BODY, { config: { ...SHOP, appearance }, gate: GATE, path: '/keys' });
  const session = await engine.begin(false);
  await session.goto(`https://${HOST}/keys`);
  await expect.poll(() => session.evaluate(`return !!document.querySelector('#izin fieldset')`)).toBe(true);
  // A page that has never been touched may not have the keyboard.
  await session.evaluate('focus()');
  return session;
}

/** What has the focus: its action, category or name. */
const focused = (session: Session): Promise<unknown> =>
  session.evaluate(`const { activeElement: e } = document;
    return e.dataset.izinAction ?? e.dataset.category ?? (e.id || e.className || e.localName)`);

/** Presses Tab until something has the focus, and tells what had it on the way. */
async function tabTo(session: Session, wanted: string, key: Key = 'Tab'): Promise<unknown[]> {
  const met: unknown[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await session.press(key);
    const now = await focused(session);
    if (now === wanted) return met;
    met.push(now);
  }
  throw new Error(`${key} never leads to ${wanted}, but to ${met.join(', ')}`);
}

const recordIn = (session: Session): Promise<unknown> =>
  session.evaluate(`return /izin=v=1[^;]*/.exec(decodeURIComponent(document.cookie))?.[0] ?? ''`);

test('the first layer is answered by keyboard alone', async ({ engine, world }) => {
  const session = await begin(engine, world);
  await tabTo(session, 'performance');
  await session.press('Space');
  expect(await tabTo(session, 'save')).toEqual(['marketing', 'reject-all', 'accept-all']);
  await session.press('Enter');
  await expect.poll(() => recordIn(session)).toMatch(/functional=0&performance=1&marketing=0/);
  await expect.poll(() => world.seen.some(({ name }) => name === 'stats.test/a.js')).toBe(true);
  // The focus goes on from what stays, and from there into the page.
  await expect.poll(() => focused(session)).toBe('preferences');
  await tabTo(session, 'first');
  await session.close();
});

test('the focus is never trapped on the first layer, and Escape decides nothing', async ({
  engine,
  world,
}) => {
  const session = await begin(engine, world);
  await tabTo(session, 'first');
  await tabTo(session, 'reject-all', 'Shift+Tab');
  await session.press('Escape');
  expect(await recordIn(session)).toBe('');
  await session.press('Space');
  await expect.poll(() => recordIn(session)).toMatch(/functional=0&performance=0&marketing=0/);
  expect(world.seen.some(({ host }) => host !== HOST)).toBe(false);
  await session.close();
});

test('preferences open, keep the focus, are left by Escape, and withdraw', async ({ engine, world }) => {
  const session = await begin(engine, world);
  await tabTo(session, 'accept-all');
  await session.press('Enter');
  await expect.poll(() => focused(session)).toBe('preferences');
  await session.press('Enter');
  await expect
    .poll(() => session.evaluate(`return !!document.querySelector('#izin dialog:modal')`))
    .toBe(true);
  await expect.poll(() => focused(session)).toBe('izin-preferences');
  for (let presses = 0; presses < 6; presses++) {
    await session.press('Tab');
    expect(
      await session.evaluate(`const { activeElement: e } = document;
        return !!e.closest('dialog')`),
    ).toBe(true);
  }
  await session.press('Escape');
  await expect.poll(() => session.evaluate(`return !!document.querySelector('#izin dialog')`)).toBe(false);
  await expect.poll(() => focused(session)).toBe('preferences');
  await session.press('Enter');
  await expect.poll(() => session.evaluate(`return !!document.querySelector('#izin dialog')`)).toBe(true);
  await tabTo(session, 'withdraw');
  await session.press('Enter');
  await expect.poll(() => recordIn(session)).toMatch(/functional=0&performance=0&marketing=0/);
  await session.close();
});

test('a modal first layer is left by Escape, and answered', async ({ engine, world }) => {
  const session = await begin(engine, world, { layout: 'dialog' });
  await expect.poll(() => focused(session)).toBe('izin-title');
  await session.press('Escape');
  await expect.poll(() => session.evaluate(`return !!document.querySelector('#izin dialog')`)).toBe(false);
  expect(await recordIn(session)).toBe('');
  await session.goto(`https://${HOST}/keys`);
  await expect
    .poll(() => session.evaluate(`return !!document.querySelector('#izin dialog:modal')`))
    .toBe(true);
  await tabTo(session, 'reject-all');
  await session.press('Enter');
  await expect.poll(() => recordIn(session)).toMatch(/marketing=0/);
  await session.close();
});

test('a placeholder lies over its frame, is reached and answered, and hands the focus on to it', async ({
  engine,
  world,
}) => {
  world.reset();
  const frame = `<p>Text <iframe id="film" title="Film" width="500" height="300" data-category="functional" data-src="https://maps.test/frame.html"></iframe></p>`;
  writePage(world, 'https', BODY + frame, { config: SHOP, gate: GATE, path: '/keys' });
  const session = await engine.begin(false);
  await session.goto(`https://${HOST}/keys`);
  const inside = `document.querySelector('.izin-placeholder')?.shadowRoot`;
  await expect.poll(() => session.evaluate(`return ${inside}?.querySelectorAll('button').length`)).toBe(3);
  const off =
    await session.evaluate(`const [a, b] = ['#film', '.izin-placeholder'].map((it) => document.querySelector(it).getBoundingClientRect());
    return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y), Math.abs(a.width - b.width), Math.abs(a.height - b.height))`);
  expect(off).toBeLessThan(1);
  await session.evaluate(`focus(); document.querySelector('#first').focus()`);
  await session.press('Tab');
  expect(await session.evaluate(`return ${inside}.activeElement?.dataset.izinAction`)).toBe('load-once');
  expect(world.seen.filter(({ host }) => host !== HOST)).toEqual([]);
  await session.press('Enter');
  await expect.poll(() => world.seen.some(({ name }) => name === 'maps.test/frame.html')).toBe(true);
  await expect.poll(() => session.evaluate(`return document.activeElement.id`)).toBe('film');
  expect(await session.evaluate(`return !!document.querySelector('.izin-placeholder')`)).toBe(false);
  expect(await recordIn(session)).toBe('');
  await session.close();
});
