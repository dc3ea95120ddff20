import { Refusal } from './refusal.ts';

/** The most a receipt may weigh, in bytes. */
export const MAX_BYTES = 8 * 1024;

/**
 * Reads the JSON of a request, and stops reading as soon as it is too long: `content-length` may be
 * absent, and chunked bodies have no end one could know.
 *
 * Besides `application/json` it takes `text/plain`, which a page may send to another origin without
 * a preflight that would die with the page.
 *
 * @throws {Refusal} 415, 413 or 400.
 * @see Fetch, "CORS-safelisted request-header"
 */
export async function readJson(request: Request): Promise<unknown> {
  assertMediaType(request.headers.get('content-type') ?? '');
  const bytes = await readBytes(request);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal(400, 'the body is not JSON in UTF-8');
  }
}

function assertMediaType(header: string): void {
  const [type, ...parameters] = header.split(';').map((part) => part.trim().toLowerCase());
  const known = type === 'application/json' || type === 'text/plain';
  // fetch() writes UTF-8, sendBeacon() too; a text in anything else would be read wrongly.
  const isUtf8 = parameters.every((p) => !p.startsWith('charset=') || /^charset="?utf-?8"?$/.test(p));
  if (known && isUtf8) return;
  throw new Refusal(415, 'expected the content type application/json or text/plain;charset=UTF-8');
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = new Refusal(413, `a receipt has at most ${MAX_BYTES} bytes`);
  if (Number(request.headers.get('content-length')) > MAX_BYTES) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > MAX_BYTES) throw tooLarge; // Leaving the loop cancels the stream.
      chunks.push(chunk);
    }
  } catch (fault) {
    throw fault === tooLarge ? fault : new Refusal(400, 'the body ended early', { cause: fault });
  }
  return Buffer.concat(chunks);
}
