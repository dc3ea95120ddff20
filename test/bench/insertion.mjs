import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

// Measures what the gate costs a page that inserts 50,000 elements, against the same page without it, and what
// judging an address costs with few and with many services. Both pages take turns in one browser, and the
// ratios are medians over the rounds: other load on the machine meets both alike.
//
//   node test/bench/insertion.mjs [rounds]

const ROUNDS = Number(process.argv[2] ?? 7);
const DIST = process.env.IZIN_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const GOAL = 1.3; // of the time without the gate

const site = { name: 'Toko Contoh', controller: 'PT Contoh Indonesia' };
const withServices = (count) => ({
  site,
  services: Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `service-${i}`,
      { category: 'performance', hosts: [`service-${i}.example`, `cdn.example/service-${i}`] },
    ]),
  ),
});
const gated = (config) =>
  `<script type="application/json" id="izin-config">${JSON.stringify(config)}</script><script src="/izin/izin.js"></script>`;
const PAGES = {
  '/bare': '',
  '/gate': gated({ site, services: { 'google-analytics': true } }),
  '/few': gated(withServices(10)),
  '/many': gated(withServices(1000)),
};

const server = createServer(async ({ url = '/' }, response) => {
  const { pathname } = new URL(url, 'http://localhost');
  const isPage = pathname in PAGES;
  const body = isPage
    ? `<!doctype html><meta charset="utf-8"><title>Toko Contoh</title>${PAGES[pathname]}<main id="x"></main>`
    : await readFile(DIST + pathname.replace('/izin', '')).catch(() => '');
  response.writeHead(body ? 200 : 404, {
    'content-type': isPage ? 'text/html' : pathname.endsWith('.js') ? 'text/javascript' : 'application/json',
  });
  response.end(body);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()));

const executablePath = [
  process.env.CHROMIUM_PATH,
  chromium.executablePath(),
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
].find((path) => path && existsSync(path));
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
});

/** What a page does, each timed until the browser has painted. */
async function insert() {
  const COUNT = 50_000;
  const home = document.querySelector('#x');
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const timeOf = async (act) => {
    await painted();
    const start = performance.now();
    act();
    await painted();
    const time = performance.now() - start;
    home.textContent = '';
    return time;
  };
  const times = (count, act) => {
    for (let i = 0; i < count; i++) act(i);
  };
  const branch = (size) => {
    const section = document.createElement('section');
    times(size, () => section.append(document.createElement('p')));
    return section;
  };
  return {
    'flat, one by one': await timeOf(() =>
      times(COUNT, () => home.appendChild(document.createElement('div'))),
    ),
    'flat, with text and a class': await timeOf(() =>
      times(COUNT, (i) => {
        const it = document.createElement('div');
        it.setAttribute('class', 'a');
        it.textContent = String(i);
        home.append(it);
      }),
    ),
    'subtrees of 1,000': await timeOf(() => times(50, () => home.append(branch(999)))),
    'one subtree of 50,000': await timeOf(() => home.append(branch(COUNT - 1))),
    'nested, 50 deep': await timeOf(() =>
      times(1000, () => {
        let at = home;
        times(50, () => (at = at.appendChild(document.createElement('div'))));
      }),
    ),
    innerHTML: await timeOf(() => (home.innerHTML = '<p>a</p>'.repeat(COUNT))),
    'innerHTML, one at a time': await timeOf(() =>
      times(COUNT / 10, () => home.insertAdjacentHTML('beforeend', '<p class="a">a <b>b</b></p>')),
    ),
    'innerHTML with images, one at a time': await timeOf(() =>
      times(COUNT / 10, () =>
        home.insertAdjacentHTML('beforeend', '<p style="color:red"><img alt="" src="data:,"></p>'),
      ),
    ),
    'images of the site, 10,000': await timeOf(() =>
      times(10_000, () => {
        const it = document.createElement('img');
        it.src = 'data:,';
        home.append(it);
      }),
    ),
  };
}

/** Judging 20,000 addresses, by an attribute that loads nothing until somebody clicks. */
function judge() {
  const link = document.createElement('a');
  const start = performance.now();
  for (let i = 0; i < 20_000; i++) link.ping = `https://a.b.host-${i % 500}.example/x`;
  return performance.now() - start;
}

async function visit(path, act) {
  const page = await browser.newPage();
  try {
    await page.goto(`http://localhost:${server.address().port}${path}`, { waitUntil: 'load' });
    // The notice is fetched as well, and is no part of this.
    if (path !== '/bare') await page.locator('#izin').waitFor({ state: 'attached' });
    return await page.evaluate(act);
  } finally {
    await page.close();
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const rounds = [];
for (let i = 0; i < ROUNDS; i++) {
  // Whoever comes first in a round comes second in the next.
  const order = i % 2 ? ['/gate', '/bare'] : ['/bare', '/gate'];
  const round = {};
  for (const path of order) round[path] = await visit(path, insert);
  for (const path of i % 2 ? ['/many', '/few'] : ['/few', '/many']) round[path] = await visit(path, judge);
  rounds.push(round);
}
await browser.close();
server.close();

for (const name of Object.keys(rounds[0]['/bare'])) {
  const ratio = median(rounds.map((round) => round['/gate'][name] / round['/bare'][name]));
  const times = ['/bare', '/gate'].map((path) => median(rounds.map((round) => round[path][name])).toFixed(0));
  console.log(
    `${ratio < GOAL ? ' ' : '!'} x${ratio.toFixed(2)}  ${name}: ${times[0]} ms without, ${times[1]} ms with the gate`,
  );
}
const judged = median(rounds.map((round) => round['/many'] / round['/few']));
const each = median(rounds.map((round) => round['/few'])) / 20;
console.log(
  `  x${judged.toFixed(2)}  judging an address with 1,000 services against 10: ${each.toFixed(1)} µs each with 10`,
);
