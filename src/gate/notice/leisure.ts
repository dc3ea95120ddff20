const PATIENCE = 500; // ms after which what can wait has waited long enough

/** Calls back once there is nothing more urgent to do, such as tags to run; not every browser tells. */
export const atLeisure = (act: () => void): unknown =>
  'requestIdleCallback' in window
    ? requestIdleCallback(act, { timeout: PATIENCE })
    : setTimeout(act, PATIENCE);
