import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { asn1, pkcs12 } from 'node-forge';
import { decodeBase64, textOf } from './base64-file.ts';
import { isDer, readCertificate } from './certificate.ts';
import { CertificateError } from './errors.ts';
import type { SigningKey } from './signing-certificate.ts';

type Forge = typeof import('node-forge');

const MAX_BYTES = 64 * 1024;

/**
 * Reads the private key and its certificate out of a PFX file, or the Base64 of one; other certificates of the chain are ignored.
 *
 * @throws {CertificateError} `not_a_pfx`, `wrong_password`, `no_private_key`, `key_mismatch` or `too_large`.
 */
export async function readPfx(file: Uint8Array, password: string): Promise<SigningKey> {
  if (file.length > MAX_BYTES) throw new CertificateError('too_large', `${file.length} bytes`);
  const { default: forge } = await import('node-forge');
  const pfx = open(forge, isDer(file) ? file : fromText(file), password);
  const privateKey = bagged(forge, pfx, ['pkcs8ShroudedKeyBag', 'keyBag']).map((bag) =>
    readKey(forge, bag),
  )[0];
  const certificates = bagged(forge, pfx, ['certBag']).map((bag) =>
    readCertificate(certificateBytes(forge, bag)),
  );
  if (!privateKey || certificates.length === 0) throw new CertificateError('no_private_key');
  const certificate = certificates.find(({ der }) =>
    new X509Certificate(der).checkPrivateKey(privateKey),
  );
  if (!certificate) throw new CertificateError('key_mismatch');
  return { privateKey, certificate };
}

/** Key Vault and certutil write the Base64 of a PFX, with or without PEM lines. */
function fromText(file: Uint8Array): Uint8Array {
  try {
    return decodeBase64(textOf(file).replace(/-----(?:BEGIN|END) [A-Z0-9 ]*-----/g, ''));
  } catch (error) {
    throw new CertificateError('not_a_pfx', String(error));
  }
}

function open(forge: Forge, file: Uint8Array, password: string): pkcs12.Pkcs12Pfx {
  let parsed: asn1.Asn1;
  try {
    parsed = forge.asn1.fromDer(Buffer.from(file).toString('latin1'));
  } catch (error) {
    throw new CertificateError('not_a_pfx', String(error));
  }
  const open = (content: asn1.Asn1, secret: string) => {
    try {
      return forge.pkcs12.pkcs12FromAsn1(content, secret);
    } catch (error) {
      // node-forge's errors differ only in their text; these are the errors for a wrong password.
      const wrong = /password|decrypt|MAC could not be verified/i.test(String(error));
      throw new CertificateError(wrong ? 'wrong_password' : 'not_a_pfx', String(error));
    }
  };
  try {
    return open(parsed, password);
  } catch (error) {
    const authentic = error instanceof CertificateError && !/MAC/.test(error.detail);
    if (!authentic || /^[ -~]*$/.test(password)) throw error;
    // The MAC uses the password as UTF-16 (RFC 7292 B.1) and was correct; PBES2 uses it as UTF-8 (RFC 8018 3), which node-forge leaves to
    // its caller. So try again with UTF-8, without checking the MAC.
    const [version, safe] = parsed.value as asn1.Asn1[];
    const bare = { ...parsed, value: [version, safe] as asn1.Asn1[] };
    return open(bare, forge.util.encodeUtf8(password));
  }
}

function bagged(forge: Forge, pfx: pkcs12.Pkcs12Pfx, types: string[]): pkcs12.Bag[] {
  return types.flatMap((type) => {
    const bagType = forge.pki.oids[type] ?? '';
    return pfx.getBags({ bagType })[bagType] ?? [];
  });
}

/** node-forge decodes only RSA keys; other keys stay ASN.1, which node:crypto reads. */
function readKey(forge: Forge, bag: pkcs12.Bag): KeyObject {
  if (bag.key) return createPrivateKey(forge.pki.privateKeyToPem(bag.key));
  const key = Buffer.from(toBytes(forge, bag.asn1));
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function certificateBytes(forge: Forge, bag: pkcs12.Bag): Uint8Array {
  return toBytes(forge, bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1);
}

function toBytes(forge: Forge, value: asn1.Asn1): Uint8Array {
  return Uint8Array.from(Buffer.from(forge.asn1.toDer(value).getBytes(), 'latin1'));
}
