import type { ReceiptProblem } from './schema.ts';

/** A request that is answered with a fault; `message` goes to the sender. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly problems: readonly ReceiptProblem[];

  /** @param rest - Headers of the answer, and what is wrong with the receipt. */
  constructor(
    status: number,
    message: string,
    rest: {
      headers?: Readonly<Record<string, string>>;
      problems?: readonly ReceiptProblem[];
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: rest.cause });
    this.status = status;
    this.headers = rest.headers ?? {};
    this.problems = rest.problems ?? [];
  }
}

/** Says a refusal in JSON. The cause stays here: it may name files of the server. */
export function refusalResponse({ status, message, headers, problems }: Refusal): Response {
  const body = problems.length ? { error: message, problems } : { error: message };
  return Response.json(body, { status, headers });
}
