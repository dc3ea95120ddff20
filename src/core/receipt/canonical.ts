/**
 * Writes a JSON value so that equal values give equal texts: keys sorted, no white space, absent and
 * `undefined` members alike.
 *
 * @see RFC 8785 (JSON Canonicalization Scheme): the same for objects, lists, texts and whole numbers
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
    return `{${members.join()}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
