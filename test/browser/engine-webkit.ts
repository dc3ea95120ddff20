import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect, createServer as createSocketServer, type AddressInfo, type Server } from 'node:net';
import type { Engine, Session } from './engine.ts';
import type { World } from './world.ts';

const LIBRARIES = '/usr/lib';
/** Settings of MiniBrowser that differ from what it does by itself. */
const SETTINGS = [
  // Windows opened without a click: else some vectors could not be seen.
  '--javascript-can-open-windows-automatically=true',
  '--autoplay-policy=allow',
  '--enable-webrtc=true',
];
/** WebDriver does not tell what goes wrong in a page; so the page keeps it. */
const PRELUDE = `<script>
  self.said = [];
  addEventListener('error', ({ error, message }) => said.push(String(error ?? message)));
  addEventListener('unhandledrejection', ({ reason }) => said.push(String(reason)));
  for (const level of ['log', 'info', 'warn', 'error']) {
    const native = console[level];
    console[level] = (...args) => {
      if (String(args[0]).startsWith('izin:')) said.push(args.join(' '));
      native.apply(console, args);
    };
  }
</script>`;

/** The keys as WebDriver writes them (WebDriver, section 17.4.2). */
const CODES: Readonly<Record<string, string>> = {
  Tab: '\uE004',
  Shift: '\uE008',
  Enter: '\uE007',
  Space: ' ',
  Escape: '\uE00C',
};

/** WebKitGTK, by plain WebDriver: Debian's build is none that Playwright can drive. */
export async function startWebKit(world: World): Promise<Engine> {
  const [display, proxy, port] = await Promise.all([startDisplay(), startProxy(world.ports), freePort()]);
  const driver = startGroup(['WebKitWebDriver', `--port=${port}`], { DISPLAY: display.name });
  const call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> =>
    callDriver(`http://127.0.0.1:${port}${path}`, method, body);
  const capabilities = {
    alwaysMatch: {
      acceptInsecureCerts: true,
      'webkitgtk:browserOptions': {
        binary: findMiniBrowser(),
        // Its own switch: by WebDriver's `proxy` it would speak TLS to the proxy.
        args: ['--automation', `--proxy=http://127.0.0.1:${proxy.port}`, ...SETTINGS],
      },
    },
  };
  let name = 'WebKitGTK';

  async function begin(): Promise<Session> {
    const { sessionId, capabilities: found } = (await call('POST', '/session', { capabilities })) as {
      sessionId: string;
      capabilities: { browserVersion: string };
    };
    name = `WebKitGTK ${found.browserVersion}`;
    const path = `/session/${sessionId}`;
    return {
      errors: [],
      async goto(url) {
        await call('POST', `${path}/url`, { url });
      },
      async evaluate(code) {
        const script = `const done = arguments[0];
          (async () => {${code}})().then((value) => done({ value }), (error) => done({ error: String(error) }))`;
        const answer = (await call('POST', `${path}/execute/async`, { script, args: [] })) as {
          value?: unknown;
          error?: string;
        };
        if (answer.error) throw new Error(answer.error);
        return answer.value;
      },
      async press(...keys) {
        const actions = keys.flatMap((key) => {
          const codes = key.split('+').map((name) => CODES[name] ?? name);
          return [
            ...codes.map((value) => ({ type: 'keyDown', value })),
            ...codes.toReversed().map((value) => ({ type: 'keyUp', value })),
          ];
        });
        await call('POST', `${path}/actions`, { actions: [{ type: 'key', id: 'keys', actions }] });
      },
      async close() {
        await call('DELETE', path);
      },
    };
  }

  async function close(): Promise<void> {
    await driver.end();
    await display.end();
    proxy.close();
  }

  return {
    get name() {
      return name;
    },
    prelude: PRELUDE,
    begin,
    close,
  };
}

function findMiniBrowser(): string {
  const paths = readdirSync(LIBRARIES).flatMap((folder) =>
    ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].map(
      (library) => `${LIBRARIES}/${folder}/${library}/MiniBrowser`,
    ),
  );
  const found = paths.find((path) => existsSync(path));
  if (!found) throw new Error(`${LIBRARIES}: found no MiniBrowser of WebKitGTK, expected webkit2gtk-driver`);
  return found;
}

/** Asks the driver; it takes a moment until it listens. */
async function callDriver(url: string, method: string, body?: object): Promise<unknown> {
  for (let tries = 0; ; tries++) {
    const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) }).catch(
      (error) => {
        if (error?.cause?.code !== 'ECONNREFUSED' || tries > 200) throw error;
      },
    );
    if (!response) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      continue;
    }
    const { value } = (await response.json()) as { value: { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${method} ${url}: ${value.error} ${value.message}`);
    return value;
  }
}

/** A screen that nobody looks at: WebKitGTK draws on none else. */
async function startDisplay() {
  const { output, end } = startGroup([
    'Xvfb',
    '-displayfd',
    '1',
    '-screen',
    '0',
    '1280x900x24',
    '-nolisten',
    'tcp',
  ]);
  const number = await new Promise<string>((resolve) => onLine(output, resolve));
  return { name: `:${number}`, end };
}

/** Runs a program and all that it starts, until told to end, or until this process is no more. */
function startGroup(command: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn('sh', ['-c', '"$@" & read -r _; kill 0', 'sh', ...command], {
    // A group of its own, which ends as one.
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = (): Promise<void> => {
    child.stdin.end();
    return ended;
  };
  return { output: child.stdout, end };
}

function onLine(stream: NodeJS.ReadableStream, listener: (line: string) => void): void {
  let rest = '';
  stream.on('data', (part: Buffer) => {
    const lines = (rest + part.toString()).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(listener);
  });
}

/** A proxy that leads to the world's own servers, whichever host is meant. */
async function startProxy(ports: World['ports']) {
  const server = createServer((asked, response) => {
    const { host, pathname, search } = new URL(asked.url ?? '');
    const options = {
      host: '127.0.0.1',
      port: ports.http,
      method: asked.method,
      path: pathname + search,
      headers: { ...asked.headers, host },
    };
    const onward = request(options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    asked.pipe(onward);
  });
  server.on('connect', ({ url }, client, head) => {
    const onward = connect(url?.endsWith(':80') ? ports.http : ports.https, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.write(head);
      onward.pipe(client);
      client.pipe(onward);
    });
    onward.on('error', () => client.destroy());
    client.on('error', () => onward.destroy());
  });
  await listen(server);
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { port: portOf(server), close };
}

async function freePort(): Promise<number> {
  const server = createSocketServer();
  await listen(server);
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const listen = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
