interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (answer: R) => void;
  readonly reject: (fault: unknown) => void;
}

/** Gathers what comes in during one turn of the event loop. */
export interface Batch<T, R> {
  /** Settles with the batch that the item goes into: all of it succeeds, or none. */
  add(item: T): Promise<R>;
  /** Writes now what has been gathered. */
  flush(): void;
}

/** One commit takes no more than this, so that a burst cannot hold up everything else for long. */
const MOST = 200;

/**
 * Makes one write out of many that arrive together: what costs is the flush to disk at each commit.
 *
 * @param write - Writes all items or throws, and returns their answers in order.
 */
export function createBatch<T, R>(write: (items: readonly T[]) => readonly R[]): Batch<T, R> {
  let waiting: Waiting<T, R>[] = [];

  function flush(): void {
    const batch = waiting;
    waiting = [];
    for (let from = 0; from < batch.length; from += MOST) settle(batch.slice(from, from + MOST));
  }

  function settle(batch: readonly Waiting<T, R>[]): void {
    try {
      const answers = write(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, i) => resolve(answers[i] as R)); // One answer an item, as `write` promises.
    } catch (fault) {
      for (const { reject } of batch) reject(fault);
    }
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        if (waiting.push({ item, resolve, reject }) === 1) setImmediate(flush);
      }),
    flush,
  };
}
