/** Takes what went wrong. */
export type Report = (problem: unknown) => void;

/**
 * The page's globals, as vendors have left them. Paths are joined by dots (`ttq.grantConsent`).
 *
 * What is not there, or is of another shape (an element, a text), is passed over. What throws is
 * reported. So nothing here throws, and one failed call stops no other.
 */
export interface Page {
  /** Reads what stands at a path; `undefined` where nothing does. */
  read(path: string): unknown;
  /** Calls the function at a path, as a method of what it stands on. Returns what it returned. */
  call(path: string, ...args: readonly unknown[]): unknown;
  /** The names of all globals that can be listed. */
  names(): readonly string[];
  /** Sets what stands at a path; `undefined` deletes it. */
  write(path: string, value: unknown): void;
  readonly report: Report;
}

/**
 * Tells one vendor what it may do.
 *
 * @param granted - Whether its service may run.
 * @param allows - Whether its service may serve a category. Never where `granted` is false, always for
 *   its own category where it is true.
 */
export type Vendor = (page: Page, granted: boolean, allows: (category: string) => boolean) => void;

const isHolder = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/**
 * Opens the globals of a window.
 *
 * @param onCall - Hears of each function that was there to be called.
 */
export function openPage(home: unknown, report: Report, onCall?: () => void): Page {
  function attempt<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch (error) {
      report(error);
      return undefined;
    }
  }
  /** What a path ends on: the name, and what has it. */
  function find(path: string): [owner: unknown, name: string] {
    const names = path.split('.');
    const name = names.pop() ?? '';
    return [names.reduce(get, home), name];
  }
  const get = (owner: unknown, name: string): unknown =>
    isHolder(owner) ? Reflect.get(owner, name) : undefined;

  return {
    report,
    read: (path) => attempt(() => get(...find(path))),
    names: () => attempt(() => (isHolder(home) ? Object.keys(home) : [])) ?? [],
    call: (path, ...args) =>
      attempt(() => {
        const [owner, name] = find(path);
        const method = get(owner, name);
        if (typeof method !== 'function') return undefined;
        onCall?.();
        const result: unknown = Reflect.apply(method, owner, args);
        // Some calls fail later.
        if (result instanceof Promise) result.catch(report);
        return result;
      }),
    write: (path, value) =>
      void attempt(() => {
        const [owner, name] = find(path);
        if (!isHolder(owner)) return;
        if (value === undefined) Reflect.deleteProperty(owner, name);
        else Reflect.set(owner, name, value);
      }),
  };
}
