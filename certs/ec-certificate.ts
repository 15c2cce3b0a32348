import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** DER of ecdsa-with-SHA256 (RFC 5758 3.2) and of the attribute type commonName (RFC 5280 A.1). */
const ECDSA_SHA256 = Buffer.from('300a06082a8648ce3d040302', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');

export interface EcKey {
  readonly privateKey: KeyObject;
  /** DER, base64 on one line. */
  readonly certificateBase64: string;
}

/**
 * A new P-256 key with a self-signed certificate, valid for three years. Entra signs only with RSA; this is for checking how a
 * service provider handles an ECDSA key.
 */
export function makeEcKey(commonName: string, notBefore: Date): EcKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + 3);
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) % 0x7f) + 1; // positive, without a leading zero
  const name = der(0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, Buffer.from(commonName)))));
  const toBeSigned = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))), // version 3
    der(0x02, serial),
    ECDSA_SHA256,
    name,
    der(0x30, utcTime(notBefore), utcTime(notAfter)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = der(
    0x30,
    toBeSigned,
    ECDSA_SHA256,
    der(0x03, Buffer.concat([Buffer.of(0), signature])),
  );
  return { privateKey, certificateBase64: certificate.toString('base64') };
}

/** UTCTime has a two-digit year, valid until 2049 (RFC 5280 4.1.2.5). */
const utcTime = (date: Date): Buffer =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

/** The length in as few bytes as possible: strict parsers, such as that of Chromium, refuse any other (X.690 10.1). */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content]);
  if (content.length < 0x100) return Buffer.concat([Buffer.of(tag, 0x81, content.length), content]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length);
  return Buffer.concat([Buffer.of(tag, 0x82), length, content]);
}
