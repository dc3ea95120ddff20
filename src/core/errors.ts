/** Stable names for what can be wrong with a configuration; tests and callers may rely on them. */
export type ConfigErrorCode =
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-type'
  | 'unknown-service'
  | 'unknown-language'
  | 'unknown-name'
  | 'unreadable'
  | 'too-large'
  | 'low-contrast'
  | 'third-party';

/** One thing wrong with a configuration, said so that its author can mend it without the docs. */
export interface ConfigProblem {
  readonly code: ConfigErrorCode;
  /** Where it is, as a path from the root: `services.acme-chat.cookies[2].name`. Empty for the whole. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

/** Says a problem in one line: where, what was found, what was expected. */
export const describe = ({ path, found, expected }: ConfigProblem): string =>
  `${path || 'config'}: found ${found}, expected ${expected}`;

/** Says briefly what a value is, for an error message: long texts are cut, objects only named. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value && typeof value === 'object') return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
