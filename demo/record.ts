/** How a third party was reached. */
export type Kind = 'script' | 'pixel' | 'beacon' | 'frame' | 'xhr' | 'other';

/** One request that reached a third party. Bodies and cookie values are not kept. */
export interface Hit {
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  readonly host: string;
  readonly method: string;
  /** Without the query, which is data like a body. */
  readonly path: string;
  readonly kind: Kind;
  /** The names of the cookies that came with it. */
  readonly cookies: readonly string[];
  /** Query and body together, in bytes. */
  readonly size: number;
  /** The id of the service in the configuration; `undefined` for a host that none declares. */
  readonly service: string | undefined;
}

/** What reached the third parties, newest first. */
export interface Recording {
  hits(): readonly Hit[];
  add(hit: Hit): void;
  clear(): void;
  /** Calls back after every change. Returns what stops it. */
  subscribe(listener: () => void): () => void;
}

/** Makes an empty recording. @param limit - How many hits it keeps; the oldest go first. */
export function createRecording(limit: number): Recording {
  const hits: Hit[] = [];
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  return {
    hits: () => hits,
    add(hit) {
      hits.unshift(hit);
      hits.length = Math.min(hits.length, limit);
      changed();
    },
    clear() {
      hits.length = 0;
      changed();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Tells how a request was made from what the browser says about it.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function kindOf(method: string, headers: Headers): Kind {
  const destination = headers.get('sec-fetch-dest');
  if (destination === 'script') return 'script';
  if (destination === 'image') return 'pixel';
  if (destination === 'iframe' || destination === 'frame' || destination === 'embed') return 'frame';
  if (destination !== 'empty') return 'other';
  // A beacon says no more of itself than this; so does a fetch with mode no-cors, used the same way.
  return method === 'POST' && headers.get('sec-fetch-mode') === 'no-cors' ? 'beacon' : 'xhr';
}
