/** EncryptedAssertion: RSA-OAEP and AES by node:crypto (XML Encryption 1.1 5.2 and 5.5). */
import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import forge from 'node-forge';
import { attribute, child, children, ns, parseMessage } from './document.ts';
import { Refusal, type RuleBook } from './rules.ts';

const xenc11 = 'http://www.w3.org/2009/xmlenc11#';

/** Key sizes in bytes. */
const ciphers: Readonly<Record<string, { cipher: string; gcm: boolean; keyLength: number }>> = {
  [`${ns.xenc}aes128-cbc`]: { cipher: 'aes-128-cbc', gcm: false, keyLength: 16 },
  [`${ns.xenc}aes256-cbc`]: { cipher: 'aes-256-cbc', gcm: false, keyLength: 32 },
  [`${xenc11}aes128-gcm`]: { cipher: 'aes-128-gcm', gcm: true, keyLength: 16 },
  [`${xenc11}aes256-gcm`]: { cipher: 'aes-256-gcm', gcm: true, keyLength: 32 },
};

/**
 * The Assertion inside.
 *
 * @param keys PEM of the service provider's decryption keys
 * @throws {Refusal} `enc-uniform` whatever went wrong, while that rule is in force
 */
export function decrypt(encrypted: Element, keys: readonly string[], rules: RuleBook): Element {
  const data = child(encrypted, ns.xenc, 'EncryptedData', rules);
  const wrapped = encryptedKey(encrypted);
  const method = child(wrapped, ns.xenc, 'EncryptionMethod', rules);
  const transport = attribute(method, 'Algorithm') ?? '';
  const oaep = transport === `${ns.xenc}rsa-oaep-mgf1p` || transport === `${xenc11}rsa-oaep`;
  rules.require('enc-key-transport', oaep, transport);
  let stage = 'key';
  try {
    const key = unwrap(wrapped, keys, { oaep, sha256: digestOf(method) === 'sha256' }, rules);
    stage = 'padding';
    const plain = decipher(data as Element, key, rules);
    stage = 'content';
    const assertion = parseMessage(plain, rules).documentElement;
    if (assertion.localName !== 'Assertion') throw new Error('no Assertion');
    return assertion;
  } catch (error) {
    if (rules.has('enc-uniform')) throw new Refusal('enc-uniform', 'It cannot be decrypted.');
    throw new Refusal('enc-uniform', `${stage}: ${(error as Error).message}`);
  }
}

function encryptedKey(encrypted: Element): Element {
  const found = encrypted.getElementsByTagNameNS(ns.xenc, 'EncryptedKey')[0];
  if (!found) throw new Refusal('enc-uniform', 'There is no EncryptedKey.');
  return found;
}

function digestOf(method: Element | undefined): 'sha1' | 'sha256' {
  const digest = method?.getElementsByTagNameNS(ns.dsig, 'DigestMethod')[0];
  return digest?.getAttribute('Algorithm')?.endsWith('#sha256') ? 'sha256' : 'sha1';
}

function unwrap(
  wrapped: Element,
  keys: readonly string[],
  { oaep, sha256 }: { oaep: boolean; sha256: boolean },
  rules: RuleBook,
): Buffer {
  const bytes = cipherValue(wrapped, rules);
  const padding = oaep ? constants.RSA_PKCS1_OAEP_PADDING : constants.RSA_PKCS1_PADDING;
  for (const key of keys) {
    try {
      return oaep && sha256
        ? unwrapOaepSha256(bytes, key)
        : privateDecrypt({ key, padding, oaepHash: 'sha1' }, bytes);
    } catch {
      // the next key
    }
  }
  throw new Error('no key fits');
}

/** OAEP with SHA-256, but MGF1 with SHA-1, its default (XML Encryption 1.1 5.5.2): node:crypto uses one hash for both. */
function unwrapOaepSha256(bytes: Buffer, pem: string): Buffer {
  const plain = forge.pki.privateKeyFromPem(pem).decrypt(bytes.toString('binary'), 'RSA-OAEP', {
    md: forge.md.sha256.create(),
    mgf1: { md: forge.md.sha1.create() },
  });
  return Buffer.from(plain, 'binary');
}

function decipher(data: Element, key: Buffer, rules: RuleBook): Buffer {
  const method = attribute(child(data, ns.xenc, 'EncryptionMethod', rules), 'Algorithm') ?? '';
  const known = ciphers[method];
  if (!known || known.keyLength !== key.length) throw new Error(`cipher ${method}`);
  const bytes = cipherValue(data, rules);
  if (known.gcm) {
    const decipher = createDecipheriv(known.cipher as 'aes-128-gcm', key, bytes.subarray(0, 12), {
      authTagLength: 16,
    });
    decipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  }
  const decipher = createDecipheriv(known.cipher, key, bytes.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > 16) throw new Error(`padding ${padding}`);
  return padded.subarray(0, -padding);
}

function cipherValue(parent: Element, rules: RuleBook): Buffer {
  const data = children(parent, ns.xenc, 'CipherData', rules)[0];
  const value = data && child(data, ns.xenc, 'CipherValue', rules);
  return Buffer.from(value?.textContent ?? '', 'base64');
}
