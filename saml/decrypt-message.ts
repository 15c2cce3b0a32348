import type { KeyObject } from 'node:crypto';
import { decryptAssertion } from './decrypt-assertion.ts';
import { canonicalize, childrenNamed } from './dom.ts';
import { ns } from './names.ts';
import { parseXml } from './parse.ts';

const ENCRYPTED = /<((?:[\w.-]+:)?EncryptedAssertion)(?=[\s>])[\s\S]*<\/\1\s*>/;

/**
 * The Response with its EncryptedAssertion decrypted, for showing and explaining. It must not lead to a session: its signature is not verified,
 * and so the ciphertext may be anybody's (errata E93).
 *
 * @returns undefined when it has none, or more than one
 * @throws {SamlError} as `parseXml`; `encryption_algorithm`, `decryption`
 */
export function decryptForReading(xml: Uint8Array, keys: readonly KeyObject[]): Buffer | undefined {
  const document = parseXml(xml);
  try {
    const [encrypted, ...more] = childrenNamed(document.root, ns.assertion, 'EncryptedAssertion');
    if (!encrypted || more.length > 0) return undefined;
    const { document: decrypted } = decryptAssertion(encrypted, keys);
    try {
      const assertion = canonicalize(decrypted).toString('utf8');
      return Buffer.from(
        Buffer.from(xml)
          .toString('utf8')
          .replace(ENCRYPTED, () => assertion),
      );
    } finally {
      decrypted.dispose();
    }
  } finally {
    document.dispose();
  }
}
