import * as v from 'valibot';
import { show } from '../core/errors.ts';
import { RECEIPT_SCHEMA, type Receipt } from '../core/receipt/receipt.ts';
import { address, bool, isHttp, matching, oneOf, origin, shape, text, time, uuid } from './rules.ts';

/** One thing wrong with a receipt. */
export interface ReceiptProblem {
  /** From the root: `notice.hash`, `shown[2]`. Empty for the whole. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

/** `necessary` is no choice, so a receipt that says otherwise is made up. */
const switches = shape({
  necessary: v.pipe(bool, v.value(true, 'true')),
  functional: bool,
  performance: bool,
  marketing: bool,
});

const MOST_SERVICES = 500;
const serviceId = matching('an id of lower-case letters, digits and hyphens', /^[a-z\d]+(-[a-z\d]+)*$/, 64);

const isMap = (value: unknown): boolean => !!value && typeof value === 'object' && !Array.isArray(value);

const services = v.pipe(
  v.custom<Record<string, unknown>>(isMap, 'an object of service ids'),
  v.check((map) => Object.keys(map).length <= MOST_SERVICES, `at most ${MOST_SERVICES} services`),
  // valibot passes over these in silence; a receipt with something dropped is another receipt.
  v.check(
    (map) => !['__proto__', 'constructor', 'prototype'].some((key) => Object.hasOwn(map, key)),
    'an object without __proto__, constructor and prototype',
  ),
  v.record(serviceId, bool),
);

const shown = v.pipe(
  v.array(oneOf('necessary', 'functional', 'performance', 'marketing'), 'a list of categories'),
  v.check((list) => new Set(list).size === list.length, 'each category once'),
  v.check((list) => list.includes('necessary'), 'necessary among them'),
);

// 32 bytes are 42 letters and four bits more: the last letter has no others.
const hash = matching(
  'nothing, or sha256- and the base64 of 32 bytes',
  /^(sha256-[A-Za-z\d+/]{42}[AEIMQUYcgkosw048]=)?$/,
  51,
);

const receipt = v.pipe(
  shape({
    schema: v.literal(RECEIPT_SCHEMA, RECEIPT_SCHEMA),
    receiptId: uuid,
    recordId: uuid,
    prev: v.nullable(uuid),
    event: oneOf('given', 'partial', 'refused', 'withdrawn', 'changed', 'renewed', 'loaded-once'),
    at: time,
    validUntil: time,
    choices: switches,
    services,
    shown,
    defaults: switches,
    notice: shape({
      hash,
      version: text(200),
      policyUrl: v.pipe(
        text(2_000),
        v.check((value) => !value || isHttp(value), 'nothing, or an http(s) address'),
      ),
    }),
    language: matching('a language tag such as id or en', /^[a-z]{2,3}(-[A-Za-z\d]{2,8})*$/, 35),
    controller: shape({ name: text(300), contact: text(500) }),
    jurisdiction: matching('two capital letters such as ID, or EU', /^[A-Z]{2}$/, 2),
    ui: shape({
      surface: oneOf('notice', 'preferences', 'placeholder', 'page', 'api'),
      action: oneOf('accept-all', 'reject-all', 'save', 'withdraw', 'load-once'),
      trusted: bool,
    }),
    signals: shape({ gpc: bool }),
    site: origin,
    withdraw: address,
    agent: shape({ name: v.literal('izin', 'izin'), version: text(64) }),
    loaded: v.exactOptional(text(300)),
  }),
  v.forward(
    v.check(
      ({ event, loaded }) => loaded === undefined || event === 'loaded-once',
      'nothing but with loaded-once',
    ),
    ['loaded'],
  ),
);

type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;
type Same<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;

/** The rules above as a schema of {@link Receipt}; when the two drift apart, this does not compile. */
const schema: Same<v.InferOutput<typeof receipt>, Receipt> extends true ? typeof receipt : never = receipt;

/** Enough to mend a receipt by; a hostile one can have thousands. */
const MOST_PROBLEMS = 20;

/**
 * Reads a receipt as a stranger may have sent it: nothing unknown, nothing long, nothing odd.
 *
 * @returns The receipt, made of known keys only, or what is wrong with it.
 */
export function readReceipt(value: unknown): Receipt | readonly ReceiptProblem[] {
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  return result.success ? result.output : result.issues.slice(0, MOST_PROBLEMS).map(problemOf);
}

function problemOf({ message, expected, input, path }: v.BaseIssue<unknown>): ReceiptProblem {
  const at = path?.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${cut(key)}`)).join('') ?? '';
  const last = path?.at(-1);
  const subject = last ? last.value : input;
  const found =
    expected === 'never'
      ? 'an unknown key'
      : subject === undefined
        ? 'nothing'
        : show(last?.origin === 'key' ? last.key : subject);
  return { path: at.replace(/^\./, ''), found, expected: message };
}

const cut = (key: unknown): string => String(key).slice(0, 60);
