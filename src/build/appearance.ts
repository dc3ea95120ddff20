import { covers, isUnder } from '../core/catalogue/rule.ts';
import { contrast, SURFACES } from '../core/colour.ts';
import type { Config } from '../core/config/config.ts';
import type { ConfigProblem } from '../core/errors.ts';

/** What a control needs against what it stands on (WCAG 2.2, 1.4.11). */
const LEAST = 3;

/** Tells what visitors could not see well, and what would not be shown at all. */
export const appearanceProblems = (config: Config): readonly ConfigProblem[] => [
  ...accentProblems(config.appearance),
  ...logoProblems(config),
];

function accentProblems({ accent, theme }: Config['appearance']): ConfigProblem[] {
  const isOne = typeof accent === 'string';
  const { light, dark } = isOne ? { light: accent, dark: accent } : accent;
  const found: ConfigProblem[] = [];
  for (const [name, hex] of Object.entries({ light, dark })) {
    if (!hex || (theme !== 'auto' && theme !== name)) continue;
    const ratio = contrast(hex, SURFACES[name as keyof typeof SURFACES]);
    if (ratio >= LEAST) continue;
    const other = isOne ? `, or one colour for each theme: { "light": "${light}", "dark": "…" }` : '';
    found.push({
      code: 'low-contrast',
      path: isOne ? 'appearance.accent' : `appearance.accent.${name}`,
      found: `${hex}, ${Math.floor(ratio * 10) / 10}:1 against the ${name} background`,
      expected: `at least ${LEAST}:1${other}`,
    });
  }
  return found;
}

/** A logo of a third party would be asked for before consent, so the gate does not show it. */
function logoProblems({ appearance: { logo }, allow, consent }: Config): ConfigProblem[] {
  if (!URL.canParse(logo)) return [];
  const { hostname, pathname } = new URL(logo);
  const isOwn =
    allow.some((rule) => covers(rule, hostname + pathname)) ||
    (!!consent.domain && isUnder(hostname, consent.domain));
  if (isOwn) return [];
  return [
    {
      code: 'third-party',
      path: 'appearance.logo',
      found: `an address on ${hostname}`,
      expected: 'a path such as /logo.svg, or an address under consent.domain or in allow',
    },
  ];
}
