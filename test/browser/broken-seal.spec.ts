import { html } from './answers.ts';
import { expect, GATE, SHOP, test as base, type Visit } from './page.ts';
import { loadSealing } from './sealers.ts';

/** The three lines of the shop's seal. */
interface Lines {
  readonly script: string;
  readonly meta: string;
  readonly closer: string;
}

const test = base.extend<object, { lines: Lines }>({
  lines: [
    async ({}, use) => {
      const { createSeal } = await loadSealing();
      const [script = '', meta = '', closer = ''] = createSeal(SHOP).markup().html.split('\n');
      await use({ script, meta, closer });
    },
    { scope: 'worker' },
  ],
});

const CONFIG = `<script type="application/json" id="izin-config">${JSON.stringify(SHOP)}</script>`;
const TAGS = `<script src="https://ads.test/pasted.js"></script>
<script type="text/plain" data-category="marketing" data-src="https://ads.test/marked.js"></script>
<script type="text/plain" data-category="performance" data-src="https://stats.test/marked.js"></script>`;

/** A way in which a seal gets broken on its way to a page. */
interface Break {
  readonly what: string;
  /** Writes the head. */
  head(lines: Lines): string;
  /** What the page says, once. */
  readonly says: RegExp;
  /** It says so to visitors who have granted something, for before that nothing is wrong. */
  readonly saidOnceGranted?: true;
  /** Nobody is asked: there is no gate. */
  readonly hasNoGate?: true;
  /** Nothing but the gate holds: the browser may have asked for what stands in the HTML. */
  readonly isOpen?: true;
  readonly headers?: Readonly<Record<string, string>>;
}

const PUT = 'Put the three lines that "izin build --seal" prints';
const BREAKS: readonly Break[] = [
  {
    what: 'without its policy',
    head: ({ script, closer }) => script + closer + GATE,
    says: new RegExp(`its <meta .*> is gone from the HTML.* ${PUT}`),
    isOpen: true,
  },
  {
    what: 'without what ends it',
    head: ({ script, meta }) => script + meta + GATE,
    says: new RegExp(`the line with id="izin-seal" is gone from the HTML.* ${PUT}`),
  },
  {
    what: 'without its inline script',
    head: ({ meta, closer }) => meta + closer + GATE,
    says: new RegExp(`its inline script is gone from the HTML.* ${PUT}`),
  },
  {
    what: 'of which only the policy is left',
    head: ({ meta }) => meta + GATE,
    says: new RegExp(`its inline script is gone from the HTML.* ${PUT}`),
  },
  {
    what: 'whose inline script is none any more',
    head: ({ script, meta, closer }) =>
      script.replace('<script', '<script type="module-later"') + meta + closer + GATE,
    says: new RegExp(`its inline script .*is none any more.* ${PUT}`),
  },
  {
    what: 'of which only the inline script is left',
    head: ({ script }) => script + GATE,
    says: new RegExp(`its <meta .*> is gone from the HTML.* ${PUT}`),
    isOpen: true,
  },
  {
    what: 'without its policy, beside one of the site',
    head: ({ script, closer }) =>
      `<meta http-equiv="Content-Security-Policy" content="object-src 'none'">${script}${closer}${GATE}`,
    says: new RegExp(`its <meta .*> is gone from the HTML.* ${PUT}`),
    isOpen: true,
  },
  {
    what: 'whose policy comes first',
    head: ({ script, meta, closer }) => meta + script + closer + GATE,
    says: new RegExp(`not in the order.* ${PUT}`),
  },
  {
    what: 'whose policy comes last',
    head: ({ script, meta, closer }) => script + closer + meta + GATE,
    says: new RegExp(`not in the order.* ${PUT}`),
  },
  {
    what: 'whose inline script the site itself refuses',
    head: ({ script, meta, closer }) => script + meta + closer + GATE,
    headers: { 'Content-Security-Policy': "script-src 'self' https://ads.test https://stats.test" },
    says: /it did not open although consent is stored.* by the hash that "izin build --seal" tells/,
    saidOnceGranted: true,
  },
  {
    what: 'in a body',
    head: ({ script, meta, closer }) => `<p>What ends a head.</p>${script}${meta}${closer}${GATE}`,
    says: new RegExp(`it counts in <head> only.* ${PUT}`),
    isOpen: true,
  },
  {
    what: 'behind the gate',
    head: ({ script, meta, closer }) => GATE + script + meta + closer,
    says: new RegExp(`it stands behind izin.js.* ${PUT}`),
  },
  {
    what: 'that is there twice',
    head: ({ script, meta, closer }) => `${script}${meta}${closer}${script}${meta}${closer}${GATE}`,
    says: new RegExp(`it is there twice.* ${PUT}`),
  },
  {
    what: 'without a gate',
    head: ({ script, meta, closer }) => script + meta + closer,
    says: new RegExp(`izin.js behind it is gone or did not load. ${PUT}`),
    hasNoGate: true,
  },
  {
    what: 'whose gate does not load',
    head: ({ script, meta, closer }) => script + meta + closer + GATE.replace('izin.js', 'no-such-file.js'),
    says: new RegExp(`izin.js behind it is gone or did not load. ${PUT}`),
    hasNoGate: true,
  },
];

/** Opens a page whose seal is broken. */
async function open(visit: Visit, lines: Lines, { head, headers }: Break): Promise<void> {
  // What the browser says of all that it refuses.
  visit.forgive(/Content Security Policy|MIME type/, /^izin: the seal is broken/);
  visit.world.reset();
  visit.world.answer(
    'toko.test/',
    html(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Toko</title>${CONFIG}${head(lines)}</head>
<body><main>${TAGS}<button>Buy</button><output></output><script src="/own.js"></script></main></body></html>`,
      headers,
    ),
  );
  visit.world.answer('toko.test/own.js', (_seen, response) =>
    response
      .writeHead(200, { 'content-type': 'text/javascript' })
      .end(
        `document.querySelector('main button').onclick = () => (document.querySelector('output').textContent = 'Bought')`,
      ),
  );
  await visit.page.goto(`${visit.origin}/`);
}

/** The site's own code does what it did. */
async function expectWorking({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Buy' }).click();
  await expect(page.getByRole('status')).toHaveText('Bought');
}

/** Breaks that share a visitor, each on a page of its own. */
const SHARE = 5;

for (let from = 0; from < BREAKS.length; from += SHARE) {
  const share = BREAKS.slice(from, from + SHARE);
  /** Opens each page in turn, and checks it once it is quiet, given what it has said of its seal. */
  const visitEach = async (
    visit: Visit,
    lines: Lines,
    check: (way: Break, said: () => string[]) => Promise<void>,
  ): Promise<void> => {
    for (const way of share)
      await test.step(`a seal ${way.what}`, async () => {
        const all = (): string[] => visit.complaints(/^izin/);
        const before = all().length;
        await open(visit, lines, way);
        await expectWorking(visit);
        await visit.quiet();
        await check(way, () => all().slice(before));
      });
  };

  test.describe(`a seal ${share.map(({ what }) => what).join('; ')}`, () => {
    test.slow();

    test('leaves a page that works, and holds, and says once what is wrong and what to do', async ({
      visit,
      lines,
    }) => {
      await visitEach(visit, lines, async (way, said) => {
        expect.soft(await visit.ran(), way.what).toEqual([]);
        const asked = visit.outside().filter((name) => !(way.isOpen && name === 'ads.test/pasted.js'));
        expect.soft(asked, way.what).toEqual([]);
        if (!way.hasNoGate) await expect(visit.notice, way.what).toBeVisible();
        if (!way.saidOnceGranted)
          await expect.poll(said, way.what).toEqual([expect.stringMatching(way.says)]);
      });
    });

    test('opens nothing that was not granted', async ({ visit, lines }) => {
      // Chosen on a page of the site where nothing is broken.
      await visit.open();
      await visit.choose({ performance: true });
      await expect.poll(() => visit.record().then((record) => record?.get('performance'))).toBe('1');
      await visitEach(visit, lines, async (way, said) => {
        expect((await visit.record())?.get('performance'), way.what).toBe('1');
        const asked = visit.outside().filter((name) => name.startsWith('ads.test'));
        expect
          .soft(
            asked.filter((name) => !(way.isOpen && name === 'ads.test/pasted.js')),
            way.what,
          )
          .toEqual([]);
        const ran = (await visit.ran()).filter((name) => name.startsWith('ads.test'));
        expect.soft(ran, way.what).toEqual([]);
        expect.soft(said().length, way.what).toBeLessThanOrEqual(1);
        if (way.saidOnceGranted) expect.soft(said(), way.what).toEqual([expect.stringMatching(way.says)]);
      });
    });
  });
}
