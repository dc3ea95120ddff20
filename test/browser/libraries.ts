import { text, type Answer } from './answers.ts';
import { bundle, packageFile } from './bundle.ts';
import type { Seen } from './world.ts';

/** A library from npm as a site uses it, and how it is known that its events arrive. */
export interface Library {
  /** Its package. */
  readonly name: string;
  /** What the configuration says of it. */
  readonly services: Readonly<Record<string, unknown>>;
  /** The file that a vendor's host serves, by its address there. */
  readonly files: Readonly<Record<string, () => string | Promise<string>>>;
  /** Other answers of the vendor, by address. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Hosts of the vendor, all of them with what they are under. */
  readonly hosts: readonly string[];
  /** What the vendor has an owner paste; it starts the library, and has `track` send an event by name. */
  readonly pasted: string;
  /** The same from a site's own script, which imports the package. */
  readonly bundled: string;
  /** Whether a request brings events, by its host and path. */
  readonly delivers: RegExp;
  /** Names of cookies, and of keys in the storages, by their beginnings: some of them are there once it runs. */
  readonly leaves: readonly string[];
  /** Refused once, it sends no more on that page. */
  readonly givesUp?: true;
  /** What the library itself says in the console while its requests are refused. */
  readonly complains?: RegExp;
}

/** Sets `track` of the page and sends the first event. */
const use = (send: string): string => `self.track = (name) => { ${send} };\ntrack('Halaman dibuka');`;
const start = (code: string): string => `<script>${code}</script>`;
/** A script that starts its library once it is there. */
const whenLoaded = (address: string, code: string): string =>
  `<script>function begin() {${code}}</script><script async src="${address}" onload="begin()"></script>`;

const lifespan = 'P1Y';
const purpose = { id: 'Menghitung kunjungan.', en: 'Counts visits.' };
const cookies = (...names: readonly string[]): unknown[] =>
  names.map((name) => ({ name, lifespan, purpose }));

/** Events wait for others no longer than has to be. */
const POSTHOG = `posthog.init('phc_contoh', { api_host: 'https://us.i.posthog.com', defaults: '2025-05-24', request_queue_config: { flush_interval_ms: 250 } });
  ${use('posthog.capture(name)')}`;
const MIXPANEL = `mixpanel.init('f00dcafe', { track_pageview: true, persistence: 'cookie', batch_flush_interval_ms: 100 });
  ${use('mixpanel.track(name)')}`;
const SNOWPLOW = (tracker: string): string =>
  `${tracker}newTracker('sp', 'https://contoh.collector.snplow.net', { appId: 'toko', stateStorageStrategy: 'cookieAndLocalStorage' });
  ${use(`${tracker}trackStructEvent({ category: 'toko', action: name })`)}`;
const AMPLITUDE = `amplitude.init('0123456789abcdef', { flushIntervalMillis: 50, logLevel: 0 });
  ${use('amplitude.track(name)')}`;
const SENTRY = `Sentry.init({ dsn: 'https://0123456789abcdef@o1.ingest.us.sentry.io/1', release: 'toko@1' });
  ${use('Sentry.captureMessage(name)')}`;
const INSIGHTS = `const insights = new Insights.ApplicationInsights({ config: {
    connectionString: 'InstrumentationKey=00000000-0000-4000-8000-000000000000;IngestionEndpoint=https://westus-0.in.applicationinsights.azure.com/',
    maxBatchInterval: 50, enableAutoRouteTracking: true } });
  insights.loadAppInsights();
  ${use('insights.trackEvent({ name })')}`;
/** A batch is sent when it is full. */
const DATADOG = `DD_RUM.init({ applicationId: '00000000-0000-4000-8000-000000000000', clientToken: 'pub00', site: 'datadoghq.com', service: 'toko', sessionSampleRate: 100 });
  ${use('for (let i = 0; i < 60; i++) DD_RUM.addAction(name)')}`;
const COUNTLY = `Countly.init({ app_key: 'toko', url: 'https://toko.count.ly', interval: 50, fail_timeout: 1 });
  ${use('Countly.add_event({ key: name })')}`;

export const LIBRARIES: readonly Library[] = [
  {
    name: 'posthog-js',
    services: { posthog: true },
    hosts: ['posthog.com'],
    files: {
      'us-assets.i.posthog.com/static/array.js': () => packageFile('posthog-js/dist/array.js'),
    },
    // The stub of the vendor: what is called before the library is there stands in a queue.
    pasted: start(`self.posthog = Object.assign([], { __SV: 1, _i: [] });
      posthog.init = (...given) => posthog._i.push([given[0], given[1], 'posthog']);
      posthog.capture = (...given) => posthog.push(['capture', ...given]);
      document.head.append(Object.assign(document.createElement('script'), { async: true, crossOrigin: 'anonymous', src: 'https://us-assets.i.posthog.com/static/array.js' }));
      ${POSTHOG}`),
    bundled: `import posthog from 'posthog-js';\n${POSTHOG}`,
    delivers: /^us\.i\.posthog\.com\/(e|i\/v0\/e|batch)\//,
    leaves: ['ph_phc_contoh_posthog'],
    complains: /\[PostHog\.js\]/,
  },
  {
    name: 'mixpanel-browser',
    // With the key that it tries the storage by: else it waits there for a lock of its own, and after 2 s without end.
    services: { mixpanel: { cookies: cookies('mp_*'), storage: ['mp_*', '__mpq_*', '__mplss_*'] } },
    hosts: ['mxpnl.com', 'mixpanel.com'],
    files: {
      'cdn.mxpnl.com/libs/mixpanel-2-latest.min.js': () =>
        packageFile('mixpanel-browser/dist/mixpanel.min.js'),
    },
    pasted: start(`${packageFile('mixpanel-browser/dist/mixpanel-jslib-snippet.min.js')};\n${MIXPANEL}`),
    bundled: `import mixpanel from 'mixpanel-browser';\n${MIXPANEL}`,
    delivers: /^api-js\.mixpanel\.com\/track\//,
    leaves: ['mp_f00dcafe'],
    complains: /Mixpanel/,
  },
  {
    name: '@snowplow/browser-tracker',
    services: { snowplow: { storage: ['snowplowOutQueue_*'] } },
    hosts: ['collector.snplow.net', 'cdn.jsdelivr.net'],
    files: {
      'cdn.jsdelivr.net/npm/@snowplow/browser-tracker@4/dist/index.umd.min.js': () =>
        packageFile('@snowplow/browser-tracker/dist/index.umd.min.js'),
    },
    pasted: whenLoaded(
      'https://cdn.jsdelivr.net/npm/@snowplow/browser-tracker@4/dist/index.umd.min.js',
      SNOWPLOW('snowplowBrowserTracking.'),
    ),
    bundled: `import { newTracker, trackStructEvent } from '@snowplow/browser-tracker';\n${SNOWPLOW('')}`,
    delivers: /^contoh\.collector\.snplow\.net\/com\.snowplowanalytics\.snowplow\/tp2/,
    leaves: ['_sp_id.', '_sp_ses.'],
  },
  {
    name: '@amplitude/analytics-browser',
    services: { amplitude: { cookies: cookies('AMP_*'), storage: ['AMP_*'] } },
    hosts: ['amplitude.com'],
    files: {
      'cdn.amplitude.com/libs/analytics-browser-2.47.0-min.js.gz': () =>
        packageFile('@amplitude/analytics-browser/lib/scripts/amplitude-min.js'),
    },
    answers: { 'api2.amplitude.com/2/httpapi': { code: 200 } },
    pasted: whenLoaded('https://cdn.amplitude.com/libs/analytics-browser-2.47.0-min.js.gz', AMPLITUDE),
    bundled: `import * as amplitude from '@amplitude/analytics-browser';\n${AMPLITUDE}`,
    delivers: /^api2\.amplitude\.com\/2\/httpapi/,
    leaves: ['AMP_0123456789'],
  },
  {
    name: '@sentry/browser',
    services: { sentry: true },
    hosts: ['sentry.io', 'sentry-cdn.com'],
    files: {
      'browser.sentry-cdn.com/11.12.0/bundle.min.js': () =>
        bundle(`import * as Sentry from '@sentry/browser';\nself.Sentry = Sentry;`),
    },
    pasted: whenLoaded('https://browser.sentry-cdn.com/11.12.0/bundle.min.js', SENTRY),
    bundled: `import * as Sentry from '@sentry/browser';\n${SENTRY}`,
    delivers: /^o1\.ingest\.us\.sentry\.io\/api\/1\/envelope\//,
    leaves: [],
  },
  {
    name: '@segment/analytics-next',
    services: { segment: { cookies: cookies('ajs_*'), storage: ['ajs_*', 'analytics_session_id*'] } },
    hosts: ['segment.com', 'segment.io'],
    files: {
      'cdn.segment.com/analytics.js/v1/kunci/analytics.min.js': () =>
        packageFile('@segment/analytics-next/dist/umd/standalone.js'),
    },
    answers: {
      'cdn.segment.com/v1/projects/kunci/settings': {
        integrations: { 'Segment.io': { apiKey: 'kunci', type: 'browser', versionSettings: {} } },
        plan: {},
      },
      'api.segment.io/v1/t': { success: true },
    },
    // What is called before the library is there stands in a queue.
    pasted: start(`self.analytics = Object.assign([], { _writeKey: 'kunci', initialize: false });
      analytics.track = (...given) => (analytics.push(['track', ...given]), analytics);
      document.head.append(Object.assign(document.createElement('script'), { async: true, src: 'https://cdn.segment.com/analytics.js/v1/kunci/analytics.min.js' }));
      ${use('analytics.track(name)')}`),
    bundled: `import { AnalyticsBrowser } from '@segment/analytics-next';
      const analytics = AnalyticsBrowser.load({ writeKey: 'kunci' });
      analytics.catch(() => undefined);
      ${use('void analytics.track(name).catch(() => undefined)')}`,
    delivers: /^api\.segment\.io\/v1\/t/,
    leaves: ['ajs_anonymous_id'],
    givesUp: true,
    complains: /Failed to fetch|Error loading|Segment/,
  },
  {
    name: '@microsoft/applicationinsights-web',
    services: {
      'app-insights': {
        category: 'performance',
        name: 'Application Insights',
        provider: 'Microsoft Corporation',
        hosts: ['js.monitor.azure.com', 'applicationinsights.azure.com', 'services.visualstudio.com'],
        cookies: cookies('ai_user', 'ai_session'),
        storage: ['AI_*'],
      },
    },
    hosts: ['js.monitor.azure.com', 'applicationinsights.azure.com', 'services.visualstudio.com'],
    files: {
      'js.monitor.azure.com/scripts/b/ai.3.gbl.min.js': () =>
        packageFile('@microsoft/applicationinsights-web/browser/es5/ai.3.gbl.min.js'),
    },
    pasted: whenLoaded(
      'https://js.monitor.azure.com/scripts/b/ai.3.gbl.min.js',
      `const Insights = self.Microsoft.ApplicationInsights;\n${INSIGHTS}`,
    ),
    bundled: `import * as Insights from '@microsoft/applicationinsights-web';\n${INSIGHTS}`,
    delivers: /^westus-0\.in\.applicationinsights\.azure\.com\/v2\/track/i,
    leaves: ['ai_user', 'ai_session'],
    complains: /^AI/,
  },
  {
    name: '@datadog/browser-rum',
    services: {
      datadog: {
        category: 'performance',
        name: 'Datadog RUM',
        provider: 'Datadog, Inc.',
        hosts: ['datadoghq-browser-agent.com', 'browser-intake-datadoghq.com'],
        cookies: cookies('_dd_s*'),
        storage: ['_dd_*'],
      },
    },
    hosts: ['datadoghq-browser-agent.com', 'browser-intake-datadoghq.com'],
    files: {
      'www.datadoghq-browser-agent.com/us1/v7/datadog-rum.js': () =>
        packageFile('@datadog/browser-rum/bundle/datadog-rum.js'),
    },
    // The stub of the vendor: what is to be done once the library is there.
    pasted: start(`self.DD_RUM = { q: [], onReady(act) { this.q.push(act); } };
      document.head.append(Object.assign(document.createElement('script'), { async: true, src: 'https://www.datadoghq-browser-agent.com/us1/v7/datadog-rum.js' }));
      DD_RUM.onReady(() => {${DATADOG}});`),
    bundled: `import { datadogRum as DD_RUM } from '@datadog/browser-rum';\n${DATADOG}`,
    delivers: /^browser-intake-datadoghq\.com\/api\/v2\/rum/,
    leaves: ['_dd_s'],
    // Without its cookie it has no session.
    givesUp: true,
    complains: /Datadog Browser SDK/,
  },
  {
    name: 'countly-sdk-web',
    services: {
      countly: {
        category: 'performance',
        name: 'Countly',
        provider: 'Countly Ltd',
        hosts: ['count.ly'],
        cookies: cookies('cly_*'),
        storage: ['cly_*', 'toko/cly_*'],
      },
    },
    hosts: ['count.ly'],
    files: {
      'toko.count.ly/sdk/web/countly.min.js': () => packageFile('countly-sdk-web/lib/countly.min.js'),
    },
    answers: { 'toko.count.ly/i': { result: 'Success' }, 'toko.count.ly/o/sdk': {} },
    pasted: whenLoaded('https://toko.count.ly/sdk/web/countly.min.js', COUNTLY),
    bundled: `import Countly from 'countly-sdk-web';\n${COUNTLY}`,
    delivers: /^toko\.count\.ly\/i/,
    leaves: ['cly_', 'toko/cly_'],
    complains: /Countly/,
  },
];

/** Answers as vendors do: to anybody, whatever the headers. */
export const vendor =
  (type: string, body: string): Answer =>
  (seen, response) =>
    text(type, body, {
      'access-control-allow-origin': seen.headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': seen.headers['access-control-request-headers'] ?? 'content-type',
      'access-control-allow-methods': 'GET, POST, PUT',
    })(seen, response);

/** The names of events that a request brings, whatever the library wraps them in. */
export function eventsIn({ path, body }: Seen): string[] {
  const texts = [body, path];
  for (const text of [body, path])
    for (const part of [decoded(text), ...new URLSearchParams(text.replace(/^[^?]*\?/, '')).values()])
      texts.push(part, base64(part));
  return [
    ...new Set(
      texts.flatMap(
        (text) => text.match(/Halaman dibuka|Sebelum setuju|Setelah setuju|Setelah ditarik/g) ?? [],
      ),
    ),
  ];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return '';
  }
}

const base64 = (text: string): string =>
  /^[\w+/=-]+$/.test(text) ? Buffer.from(text, 'base64').toString() : '';
