import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { answerWith, readServed } from './files.ts';
import { kindOf, type Kind, type Recording } from './record.ts';

/** One third party: what it serves, and what it says to those who send it something. */
interface ThirdParty {
  /** Its id in izin.config.json; `undefined` for a host that no service declares. */
  readonly service: string | undefined;
  /** The folder it serves scripts and frames from, relative to the repository. */
  readonly folder: string;
  /** Where an address and a file differ: the path asked for, and the path in the folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Answers to calls, by how their path begins. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** The cookie it keeps on its own domain, sent back to it from every site. */
  readonly cookie?: string;
}

const VENDORS = 'demo/vendors';

/**
 * The hosts that are not the shop. Real libraries come from their npm packages; those of vendors who
 * publish none are small stand-ins that set the same cookies and send the same kinds of request.
 */
const THIRD_PARTIES: Readonly<Record<string, ThirdParty>> = {
  'posthog.localhost': {
    service: 'posthog',
    folder: 'node_modules/posthog-js/dist',
    files: { '/static/array.js': '/array.js' },
    answers: {
      '/flags': { flags: {}, errorsWhileComputingFlags: false },
      '/array/': {
        supportedCompression: ['gzip', 'gzip-js'],
        hasFeatureFlags: false,
        sessionRecording: false,
      },
      '/': { status: 1 },
    },
  },
  'mixpanel.localhost': {
    service: 'mixpanel',
    folder: 'node_modules/mixpanel-browser/dist',
    files: { '/libs/mixpanel-2-latest.min.js': '/mixpanel.min.js' },
    answers: { '/flags': { flags: {} }, '/': 1 },
  },
  'snowplow.localhost': {
    service: 'snowplow',
    folder: 'node_modules/@snowplow/browser-tracker/dist',
    files: { '/sp.js': '/index.umd.min.js' },
    answers: { '/': 'ok' },
    cookie: 'sp',
  },
  'amplitude.localhost': {
    service: 'amplitude',
    folder: 'node_modules/@amplitude/analytics-browser/lib/scripts',
    files: { '/script/toko.js': '/amplitude-min.js' },
    answers: { '/config': { configs: {} }, '/': { code: 200, events_ingested: 1 } },
  },
  'gtag.localhost': {
    service: 'google-analytics',
    folder: VENDORS,
    files: { '/gtag/js': '/gtag.js' },
  },
  'meta.localhost': {
    service: 'meta-pixel',
    folder: VENDORS,
    files: { '/en_US/fbevents.js': '/fbevents.js' },
    cookie: 'fr',
  },
  'tiktok.localhost': {
    service: 'tiktok-pixel',
    folder: VENDORS,
    files: { '/i18n/pixel/events.js': '/tiktok.js' },
    cookie: '_ttp',
  },
  'iklan.localhost': { service: 'iklan-lestari', folder: VENDORS, cookie: 'lestari_id' },
  'mitra.localhost': { service: 'mitra-niaga', folder: VENDORS, cookie: 'mitra_klik' },
  'video.localhost': {
    service: 'layar',
    folder: VENDORS,
    files: { '/tanam/membatik': '/video.html' },
    cookie: 'layar_vid',
  },
  'peta.localhost': {
    service: 'peta-kita',
    folder: VENDORS,
    files: { '/tanam': '/peta.html' },
    cookie: 'peta_sesi',
  },
  'ngobrol.localhost': {
    service: 'ngobrol',
    folder: VENDORS,
    files: { '/widget.js': '/ngobrol.js' },
    answers: { '/api/': { online: true, agent: 'Ayu' } },
  },
};

/** Any other host: nobody has declared it, but what reaches it is recorded too. */
const STRANGER: ThirdParty = { service: undefined, folder: VENDORS, answers: { '/': 'ok' } };

// A transparent GIF of one pixel.
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** The host on which each service is reached. */
export const HOST_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(THIRD_PARTIES).flatMap(([host, { service }]) =>
    service === undefined ? [] : [[service, host]],
  ),
);

/**
 * Makes what answers every request to a host that is not the shop, and records it.
 *
 * @param root - The folder of the repository.
 */
export function createThirdParties(
  root: string,
  port: () => number,
  recording: Recording,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    const party = THIRD_PARTIES[url.hostname] ?? STRANGER;
    const cookies = cookieNames(request.headers.get('cookie'));
    const kind = kindOf(request.method, request.headers);
    const body = await request.arrayBuffer();
    recording.add({
      time: Date.now(),
      host: url.hostname,
      method: request.method,
      path: url.pathname,
      kind,
      cookies,
      size: Math.max(0, url.search.length - 1) + body.byteLength,
      service: party.service,
    });

    const response =
      request.method === 'OPTIONS'
        ? new Response(null, { status: 204 })
        : ((await serveFile(root, party, url.pathname, port())) ?? answerCall(party, url.pathname, kind));
    allowEverySite(request, response);
    if (party.cookie && !cookies.includes(party.cookie)) {
      // Secure, as every browser asks of a cookie for other sites; they take *.localhost as secure.
      const attributes = 'Path=/; Max-Age=34128000; HttpOnly; Secure; SameSite=None';
      response.headers.append('set-cookie', `${party.cookie}=${randomUUID()}; ${attributes}`);
    }
    return response;
  };
}

async function serveFile(
  root: string,
  party: ThirdParty,
  path: string,
  port: number,
): Promise<Response | undefined> {
  const inFolder = party.files?.[path] ?? path.replace(/^\/static\//, '/');
  const file = await readServed(join(root, party.folder), inFolder, port);
  return file && answerWith(file);
}

function answerCall({ answers = {} }: ThirdParty, path: string, kind: Kind): Response {
  if (kind === 'pixel' || path.endsWith('.gif'))
    return new Response(PIXEL, { headers: { 'content-type': 'image/gif', 'cache-control': 'no-store' } });
  // A remote configuration asked for as a script: there is none, and that is no error.
  if (kind === 'script') return answerWith({ type: 'text/javascript', text: '' });
  const prefix = Object.keys(answers).find((start) => path.startsWith(start));
  if (prefix === undefined) return new Response(null, { status: 204 });
  return Response.json(answers[prefix], { headers: { 'cache-control': 'no-store' } });
}

function allowEverySite(request: Request, response: Response): void {
  const { headers } = response;
  headers.set('access-control-allow-origin', request.headers.get('origin') ?? '*');
  headers.set('access-control-allow-credentials', 'true');
  headers.set('access-control-allow-methods', 'GET, POST, OPTIONS');
  headers.set('access-control-allow-headers', request.headers.get('access-control-request-headers') ?? '*');
  headers.set('cross-origin-resource-policy', 'cross-origin');
}

const cookieNames = (header: string | null): string[] =>
  (header ?? '')
    .split(';')
    .map((pair) => pair.split('=', 1)[0]?.trim() ?? '')
    .filter(Boolean);
