import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';

/** What Express, Connect and Node itself call. */
export type NodeMiddleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Sets the headers that `writeHead` is given, which never pass through `setHeader`: an object, a list of
 * pairs, or a flat list. What is there twice is sent twice.
 *
 * @param given - The arguments of `writeHead` behind the status.
 */
export function setGiven(response: ServerResponse, given: readonly unknown[]): void {
  const headers = given.find((part) => typeof part === 'object' && part !== null) ?? {};
  const flat: readonly unknown[] = Array.isArray(headers) ? headers.flat() : Object.entries(headers).flat(1);
  const isSet = new Set<string>();
  for (let at = 0; at < flat.length; at += 2) {
    const name = String(flat[at]);
    const value = flat[at + 1] as OutgoingHttpHeader | undefined;
    if (value === undefined) continue;
    const texts = Array.isArray(value) ? value : String(value);
    if (isSet.has(name.toLowerCase())) response.appendHeader(name, texts);
    else response.setHeader(name, texts);
    isSet.add(name.toLowerCase());
  }
}
