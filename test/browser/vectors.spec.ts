import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { appendFileSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { html, js, text, thirdParty, type Answer } from './answers.ts';
import { test, type Engine, type EngineId } from './engine.ts';
import { expect, GATE, HOST, SHOP, writePage, type Opening } from './page.ts';
import { sealOf } from './sealing.ts';
import { BEYOND_SEAL, PRELUDE, type Vector } from './vectors-form.ts';
import { UNSEEN } from './vectors-unseen.ts';
import { BATCHES, hostOf, VECTORS } from './vectors.ts';
import { beat, type World } from './world.ts';

/** One service claims whatever vectors ask for and write. */
const CONFIG = {
  site: SHOP.site,
  services: {
    held: {
      category: 'marketing',
      name: 'Held',
      provider: 'PT Pihak Ketiga',
      hosts: ['held.test'],
      cookies: [{ name: '_v*', lifespan: 'P1Y', purpose: { id: 'Uji.', en: 'Tests.' } }],
      storage: ['v.*'],
    },
  },
};

const UNGATED: Opening = { config: null, gate: '' };
const GATED: Opening = { config: CONFIG };
/** Behind its seal, which lets nobody pass who is not named: as far as the browser itself can keep it. */
const SEALED: Opening = { config: CONFIG, gate: sealOf(CONFIG) + GATE };
const ORIGIN = `https://${HOST}`;
const RAN = '/__ran/';
/** Errors of vectors that do not handle a refusal: of the network, as they would be if the host were down. */
const REFUSED =
  /^(TypeError: (Failed to fetch|The specifier )|WebTransportError|NetworkError: (Failed to execute 'importScripts'|Load failed)|(Security|Network)Error: WorkerGlobalScope\.importScripts: Failed to load)/;
/** Runs that go on at the same time need a folder each. */
const REPORTS =
  process.env['IZIN_REPORTS'] ?? fileURLToPath(new URL('../../.build/reports', import.meta.url));

/**
 * What became of a vector: `R` a request reached the server, `X` code of the third party ran, `c` a
 * connection was opened and nothing asked, `C` something was written, `.` nothing.
 */
type Outcome = string;
type Outcomes = Readonly<Record<string, Outcome>>;

/** What one visit to a page with vectors led to. */
interface Result {
  readonly outcomes: Outcomes;
  /** The beats until the last of it had come. */
  readonly beats: number;
  /** Uncaught errors, and complaints of the gate. */
  readonly errors: readonly string[];
  /** What vectors' own scripts threw, by id. */
  readonly thrown: Readonly<Record<string, string>>;
}

/** Tells the site's own server, which every page may ask, that it runs. */
const tell = (host: string): string =>
  `if (typeof fetch === 'function') fetch('${ORIGIN}${RAN}${host.split('.', 1).join('')}', { mode: 'no-cors', keepalive: true }).catch(() => undefined);`;
/** Answers as a third party whose scripts and frames tell that they run. */
const runs: Answer = (seen, response) => {
  const { 'sec-fetch-dest': use = '' } = seen.headers;
  const cors = { 'access-control-allow-origin': '*' };
  if (/frame|document|object|embed/.test(use as string))
    return html(`<!doctype html><script>${tell(seen.host)}</script>`)(seen, response);
  if (seen.method === 'GET' && /script|work/.test(use as string))
    return js(tell(seen.host), cors)(seen, response);
  return thirdParty(seen, response);
};

/** Keeps `</script>` in code from ending the element that it stands in. */
const inline = (code: string): string => `<script>${code.replaceAll('</script', '<\\/script')}</script>`;

/** One vector's script; what goes wrong in it is noted and stops nothing else. */
const contained = (vector: Vector): string =>
  vector.script
    ? inline(
        `(async () => {${vector.script(hostOf(vector))}\n})().catch((error) => { thrown[${JSON.stringify(vector.id)}] = String(error) })`,
      )
    : '';

/** A page with vectors, and what it is opened with. */
function write(vectors: readonly Vector[], ports: Readonly<Record<string, number>>): [body: string, Opening] {
  const all = (part: 'html' | 'head' | 'before'): string =>
    vectors.map((vector) => vector[part]?.(hostOf(vector)) ?? '').join('\n');
  const headers: Record<string, string> = {};
  for (const vector of vectors) {
    const [name, value] = vector.header?.(hostOf(vector)) ?? [];
    if (name && value) headers[name] = headers[name] ? `${headers[name]}, ${value}` : value;
  }
  const start = inline(`self.thrown = {}; self.ports = ${JSON.stringify(ports)};${PRELUDE}`);
  return [
    `${all('html')}${start}${vectors.map(contained).join('\n')}`,
    { before: all('before'), head: `<style>.box{width:9px;height:9px}</style>${all('head')}`, headers },
  ];
}

/** Counts datagrams, one port for each vector that sends them: they carry no host. */
async function listen(vectors: readonly Vector[]) {
  const senders = vectors.filter(({ sendsDatagrams }) => sendsDatagrams);
  const sockets = await Promise.all(
    senders.map(async (vector) => {
      const socket = createSocket('udp4');
      await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
      let isReached = false;
      socket.on('message', () => (isReached = true));
      return { id: vector.id, host: hostOf(vector), socket, isReached: () => isReached };
    }),
  );
  return {
    ports: Object.fromEntries(
      sockets.map(({ host, socket }) => [host, (socket.address() as AddressInfo).port]),
    ),
    isReached: (id: string) => sockets.some((it) => it.id === id && it.isReached()),
    close: () => sockets.forEach(({ socket }) => socket.close()),
  };
}

/** Lets the page act for a span of time, told by the server, which sees the names that stand in the browser. */
const BEAT = `
  const keys = location.origin === '${ORIGIN}' ? [...Object.keys(localStorage), ...Object.keys(sessionStorage)] : [];
  await fetch('${ORIGIN}/__beat?' + new URLSearchParams({ keys: keys.join(' '), now: Math.random() }), { mode: 'no-cors' })`;
/** A page on its way elsewhere has come there. */
const ARRIVED = `if (document.readyState !== 'complete') await new Promise((done) => addEventListener('load', done))`;
/** Accepts everything as a visitor does. */
const ACCEPT = `
  const button = () => document.querySelector('#izin [data-izin-action="accept-all"]');
  while (!button()) await new Promise(requestAnimationFrame);
  button().click();
  while (button() || !/(^|; )izin=/.test(document.cookie)) await new Promise(requestAnimationFrame)`;

/** The names of cookies and storage that come with a beat. */
function namesIn({ headers, path }: Parameters<Answer>[0]): string[] {
  const cookies = (headers.cookie ?? '').split('; ').map((pair) => pair.split('=', 1).join());
  return [...cookies, ...(new URL(path, ORIGIN).searchParams.get('keys') ?? '').split(' ')];
}

/** The visitors' browser, and the web around it. */
interface Setting {
  readonly engine: Engine;
  readonly world: World;
}

/**
 * Sends a new visitor to a page with vectors, waits until nothing more comes of it, and leaves.
 *
 * @param accepts - Whether the visitor has accepted everything on an earlier page.
 * @param patience - The beats in which nothing may come before it is taken for all.
 * @param wanted - What else ends the waiting.
 */
async function visitPage(
  { engine, world }: Setting,
  vectors: readonly Vector[],
  gate: Opening,
  { patience, accepts, wanted }: { patience: number; accepts?: true; wanted?: Outcomes },
): Promise<Result> {
  const session = await engine.begin(
    vectors.some(({ needsWhole, opensWindow }) => needsWhole || opensWindow),
  );
  const datagrams = await listen(vectors);
  try {
    if (accepts) {
      await session.goto(writePage(world, 'https', '', GATED));
      await session.evaluate(ACCEPT);
    }
    world.reset();
    for (const vector of vectors) {
      for (const ending of ['js', 'html']) world.answer(`${hostOf(vector)}/v.${ending}`, runs);
      for (const [path, body] of Object.entries(vector.files?.(hostOf(vector)) ?? {}))
        world.answer(HOST + path, text(path.endsWith('.js') ? 'text/javascript' : 'text/html', body));
    }
    world.answer(`${HOST}/own.html`, html('<!doctype html><p>x'));
    const names = new Set<string>();
    world.answer(`${HOST}/__beat`, (seen, response) => {
      for (const name of namesIn(seen)) names.add(name);
      return beat(seen, response);
    });
    const outcomeOf = (vector: Vector): Outcome => {
      const isAsked = world.seen.some(({ host }) => host === hostOf(vector));
      const sent = datagrams.isReached(vector.id) && (vector.sees === 'connection' ? 'c' : 'R');
      const hasRun = world.seen.some(({ path }) => path === RAN + vector.id);
      const isWritten = names.has(`_v${vector.id}`) || names.has(`v.${vector.id}`);
      const isGreeted = !isAsked && world.greeted.has(hostOf(vector)) && 'c';
      return `${isAsked ? 'R' : sent || isGreeted || ''}${hasRun ? 'X' : ''}${isWritten ? 'C' : ''}` || '.';
    };
    const outcomes = (): Outcomes =>
      Object.fromEntries(vectors.map((vector) => [vector.id, outcomeOf(vector)]));
    const isDone = (): boolean =>
      !!wanted && Object.entries(outcomes()).every(([id, outcome]) => includes(outcome, wanted[id]));
    let beats = 0;
    /** Waits for what is wanted, or until nothing has come for some beats; for few where all have come. */
    const settle = async (): Promise<void> => {
      for (let still = 0, known = '', count = 0; still < patience && !isDone();) {
        await session.evaluate(BEAT).catch(() => session.evaluate(ARRIVED).catch(() => undefined));
        count++;
        const now = outcomes();
        const text = JSON.stringify(now);
        still = text === known ? still + 1 : 0;
        if (!still) beats = Math.max(beats, count);
        else if (still > 3 && Object.values(now).every((outcome) => outcome !== '.')) return;
        known = text;
      }
    };
    const [body, opening] = write(vectors, datagrams.ports);
    const before = (engine.prelude ?? '') + opening.before;
    await session.goto(writePage(world, 'https', body, { ...gate, ...opening, before }));
    await settle();
    const { thrown = {}, said = [] } = (await session
      .evaluate('return { thrown: self.thrown, said: self.said }')
      .catch(() => ({}))) as { thrown?: Result['thrown']; said?: readonly string[] };
    // Some calls go out on leaving.
    world.answer(`${HOST}/left`, html('<!doctype html><p>left'));
    await session.goto(`${ORIGIN}/left`);
    await settle();
    return { outcomes: outcomes(), beats, errors: [...session.errors, ...(said ?? [])], thrown };
  } finally {
    datagrams.close();
    await session.close();
  }
}

/** Whether an outcome is at least the other; a request is also a connection. */
const includes = (outcome: Outcome, other: Outcome = '.'): boolean =>
  other === '.' ||
  [...other].every((sign) => outcome.includes(sign) || (sign === 'c' && outcome.includes('R')));

/** What should have been seen in an engine, and was not. */
const lacking = (outcomes: Outcomes, engineId: EngineId): readonly string[] =>
  Object.keys(outcomes).filter((id) => outcomes[id] === '.' && !UNSEEN[engineId].includes(id));

/**
 * What becomes of vectors without the gate. Engines put off some of it while a machine is busy, so what
 * should be seen and was not gets another visit, and more time.
 */
async function visitUngated(
  setting: Setting,
  vectors: readonly Vector[],
  engineId: EngineId,
): Promise<Result> {
  let control = await visitPage(setting, vectors, UNGATED, { patience: 25 });
  for (let more = 2; more && lacking(control.outcomes, engineId).length; more--)
    control = await visitPage(setting, vectors, UNGATED, { patience: 50 });
  return control;
}

/** What the report says of a vector. */
interface Row {
  readonly id: string;
  /** Its place among all. */
  readonly place: number;
  /** With its version. */
  readonly engine: string;
  readonly name: string;
  readonly when: Vector['when'];
  readonly control: Outcome;
  readonly held: Outcome;
  /** Behind the seal. */
  readonly sealed: Outcome;
  readonly granted: Outcome;
  readonly beyond?: string;
  readonly beyondSeal?: string;
  /** What its script said where nothing came of it even without the gate. */
  readonly unseen?: string;
}

/** Adds a line to the report for each vector; a later line takes the place of an earlier one. */
function report(engineId: EngineId, rows: readonly Row[]): void {
  mkdirSync(REPORTS, { recursive: true });
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  // Written at once: other workers add theirs.
  appendFileSync(`${REPORTS}/vectors-${engineId}.jsonl`, lines);
}

test.describe.configure({ mode: 'parallel', timeout: 240_000 });

test('every vector has a name of its own', () => {
  expect(new Set(VECTORS.map(({ id }) => id)).size).toBe(VECTORS.length);
  expect(VECTORS.filter(({ id }) => !/^[a-z][a-z\d-]*$/.test(id))).toEqual([]);
  const ids = VECTORS.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(Object.values(UNSEEN).flat()));
});

/** Tags as they are pasted: what the preload scanner finds, and what a script does. */
const PASTED = ['m-script', 'm-script-async', 'm-img', 'm-stylesheet', 'fetch', 'web-socket', 'import'];

test('the seal is shut before consent, and lifted or narrowed by it on the next page', async ({
  engine,
  engineId,
  world,
}) => {
  const setting = { engine, world };
  const vectors = VECTORS.filter(({ id }) => PASTED.includes(id));
  expect(vectors.map(({ id }) => id).toSorted()).toEqual(PASTED.toSorted());
  const control = await visitUngated(setting, vectors, engineId);
  const shut = await visitPage(setting, vectors, SEALED, { patience: Math.max(8, 2 * control.beats) });
  expect(shut.outcomes).toEqual(Object.fromEntries(PASTED.map((id) => [id, '.'])));
  const narrow = { ...CONFIG, unlisted: 'hold-all' };
  for (const config of [CONFIG, narrow]) {
    const gate: Opening = { config, gate: sealOf(config) + GATE };
    const opened = await visitPage(setting, vectors, gate, {
      patience: 30,
      accepts: true,
      wanted: control.outcomes,
    });
    expect(opened.outcomes).toEqual(control.outcomes);
  }
});

/** Of the batches, the part that runs outside Chromium: `2/3` is the second of three. */
const [part = 1, parts = 1] = (process.env['IZIN_PART'] ?? '1/1').split('/').map(Number);

BATCHES.forEach((vectors, index) => {
  const ids = vectors.map(({ id }) => id).join(', ');

  test(`${index + 1}: nothing comes of vectors before consent, and what they do after: ${ids}`, async ({
    engine,
    engineId,
    world,
  }) => {
    test.skip(engineId !== 'chromium' && index % parts !== part - 1, `not in part ${part} of ${parts}`);
    const setting = { engine, world };
    const control = await visitUngated(setting, vectors, engineId);
    // What is late without the gate may be as late with it.
    const held = await visitPage(setting, vectors, GATED, { patience: Math.max(8, 2 * control.beats) });
    const sealed = await visitPage(setting, vectors, SEALED, { patience: Math.max(8, 2 * control.beats) });
    const granted = await visitPage(setting, vectors, GATED, {
      patience: 30,
      accepts: true,
      wanted: control.outcomes,
    });

    const rows: Row[] = [];
    const leaks: string[] = [];
    const broken: string[] = [];
    for (const vector of vectors) {
      const { id, name, when, mayRun } = vector;
      const beyond = vector.beyond ?? vector.beyondIn?.[engineId];
      const [before = '.', refused = '.', shut = '.', after = '.'] = [control, held, sealed, granted].map(
        ({ outcomes }) => outcomes[id],
      );
      rows.push({
        id,
        place: VECTORS.indexOf(vector),
        engine: engine.name,
        name,
        when,
        control: before,
        held: refused,
        sealed: shut,
        granted: after,
        ...(beyond && { beyond }),
        ...(vector.beyondSealIn?.[engineId] && { beyondSeal: vector.beyondSealIn[engineId] }),
        ...(before === '.' && { unseen: control.thrown[id] ?? 'nothing came of it' }),
      });
      const line = `${id} (${name})`;
      const beyondSeal =
        vector.beyondSealIn?.[engineId] ?? (beyond && BEYOND_SEAL.includes(beyond) ? beyond : undefined);
      if (beyondSeal ? false : /[RXC]/.test(shut) || (shut !== '.' && !beyond))
        leaks.push(`${line}, sealed: ${shut}`);
      if (beyond ? !mayRun && refused.includes('X') : refused !== '.') leaks.push(`${line}: ${refused}`);
      if (!includes(after, before))
        broken.push(`${line}: ${before} became ${after} ${granted.thrown[id] ?? ''}`);
    }
    const unseen = rows.flatMap(({ id, unseen: said }) => (said ? [`${id}: ${said}`] : []));
    if (unseen.length)
      test.info().annotations.push({ type: 'not observable in this engine', description: unseen.join('\n') });
    report(engineId, rows);

    expect
      .soft(lacking(control.outcomes, engineId), 'what this engine did not do without the gate, but should')
      .toEqual([]);
    expect.soft(leaks, 'what leaked before consent').toEqual([]);
    expect.soft(broken, 'what no longer works after consent').toEqual([]);
    const own = new Set(control.errors);
    const isOwn = (error: string): boolean => own.has(error) || REFUSED.test(error);
    expect
      .soft(
        held.errors.filter((error) => !isOwn(error)),
        'errors of the gate, before consent',
      )
      .toEqual([]);
    expect
      .soft(
        granted.errors.filter((error) => !isOwn(error)),
        'errors of the gate, after consent',
      )
      .toEqual([]);
  });
});
