/** The part of Trusted Types that the gate needs. */
interface Policy {
  createHTML(text: string): string;
  createScript(text: string): string;
  createScriptURL(url: string): string;
}

let policy: Policy | undefined;

/**
 * Gives a text the type that it needs where a page requires Trusted Types and allows our policy. Made only
 * once it is needed: it goes by one name on all pages, and there can be but one.
 */
export function trust(make: keyof Policy, text: string): string {
  const { trustedTypes } = self as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
  try {
    policy ??= trustedTypes?.createPolicy('izin', {
      createHTML: String,
      createScript: String,
      createScriptURL: String,
    });
  } catch {
    // Forbidden.
  }
  return policy ? policy[make](text) : text;
}

/** The same for a text of ours that stands for one of the page's: what was no more than a text stays one. */
export const trustAs = (given: unknown, make: keyof Policy, text: string): string =>
  typeof given === 'string' ? text : trust(make, text);

/** Turns what a script gave into text, once: it could say one thing to us and another to the native. */
export const once = (given: unknown): unknown =>
  Object(given) === given && !/Trusted/.test({}.toString.call(given)) ? `${given as string}` : given;
