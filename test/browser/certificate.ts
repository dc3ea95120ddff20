import { createHash, generateKeyPairSync, sign } from 'node:crypto';

/** A self-signed certificate, and what names it to a browser. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** SHA-256 of the public key, in base64: for `--ignore-certificate-errors-spki-list`. */
  readonly spki: string;
}

/** One value in DER: tag, length, content (X.690, 8.1). */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);

/** Makes a certificate without `openssl`: a bare machine need not have that. */
export function createCertificate(): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = sequence(Buffer.from('06082a8648ce3d040302', 'hex')); // ecdsa-with-SHA256
  const commonName = sequence(Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('izin tests')));
  const name = sequence(der(0x31, commonName));
  const validity = sequence(
    ...['200101000000Z', '491231235959Z'].map((time) => der(0x17, Buffer.from(time))),
  );
  const body = sequence(der(0x02, Buffer.from([1])), algorithm, name, validity, name, spki);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const cert = sequence(body, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert}\n-----END CERTIFICATE-----\n`,
    spki: createHash('sha256').update(spki).digest('base64'),
  };
}
