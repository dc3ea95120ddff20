/** The host that a rule begins with; see match.ts. */
export const hostOf = (rule: string): string => rule.split(/[/?]/, 1).join('');

/** Whether a host is the other one, or stands under it. */
export const isUnder = (host: string, other: string): boolean => `.${host}`.endsWith(`.${other}`);

/** Whether a rule, which is a host or a host and a path, claims all that another does. */
export const covers = (rule: string, other: string): boolean =>
  rule === other ||
  (isUnder(hostOf(other), hostOf(rule)) &&
    (rule === hostOf(rule) ||
      (hostOf(rule) === hostOf(other) && (other.startsWith(`${rule}/`) || other.startsWith(`${rule}?`)))));
