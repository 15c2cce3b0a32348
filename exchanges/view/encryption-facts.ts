import { describeEncryption, type EncryptionDescription } from '../../saml/describe-encryption.ts';
import { SamlError } from '../../saml/errors.ts';
import type { Fact } from '../../web/components/surfaces.tsx';

/** What a reader wants to know of an assertion that cannot be read; nothing for a message in plain text. */
export function encryptionFacts(xml: Uint8Array): Fact[] {
  try {
    return describeEncryption(xml).map((each) => ({
      term: 'Assertion',
      value: `encrypted with ${words(each.method)}, its key with ${words(each.transport)}${recipient(each)}`,
      note: 'Only the service provider has the private key, so what the assertion says and whether it is signed cannot be shown here.',
    }));
  } catch (error) {
    if (error instanceof SamlError) return [];
    throw error;
  }
}

function recipient({ issuerName, serialNumber }: EncryptionDescription): string {
  if (issuerName === undefined || serialNumber === undefined) return '';
  return `, for the certificate ${serialNumber} of ${issuerName}`;
}

const names: Readonly<Record<string, string>> = {
  'aes128-cbc': 'AES-128-CBC',
  'aes256-cbc': 'AES-256-CBC',
  'aes128-gcm': 'AES-128-GCM',
  'aes256-gcm': 'AES-256-GCM',
  'rsa-oaep-mgf1p': 'RSA-OAEP',
  'rsa-oaep': 'RSA-OAEP',
  'rsa-1_5': 'RSA 1.5',
};

/** A method that is not known by its URI. */
function words(uri = 'an unnamed method'): string {
  const name = uri.slice(uri.indexOf('#') + 1);
  return (Object.hasOwn(names, name) && names[name]) || uri;
}
