import type { VerifiedResponse } from '../../../saml/response.ts';
import type { CodedCheck } from '../../checking/coded-check.ts';
import { readingChecks as commonReadingChecks, type Read } from '../../checking/reading-checks.ts';

/** The checks that turn the form field into a Response, in order. */
export const readingChecks: readonly CodedCheck<Read>[] = [
  ...commonReadingChecks,
  {
    name: 'message',
    title: 'The message is a SAML Response',
    fault: 'The message is not a SAML Response',
    clause: 'SAML Core 3.3.3; SAML Profiles 4.1.4.2',
    whatToDo: 'Send a samlp:Response of the SAML 2.0 protocol namespace to this address.',
    codes: ['wrong_message'],
    expected: 'a samlp:Response',
    found: () => 'a samlp:Response',
  },
];

/** The checks that the assertion is signed by a configured key, in order. */
export const signatureChecks: readonly CodedCheck<VerifiedResponse>[] = [
  {
    name: 'signature_present',
    title: 'The Response or its assertion is signed',
    fault: 'Neither the Response nor its assertion is signed',
    clause: 'SAML Profiles 4.1.4.5; Kantara IIP-SP13',
    whatToDo:
      'Configure the identity provider to sign the assertion, the response or both (Signing Option of the SAML certificate); when it encrypts the assertion, it must sign the response.',
    codes: ['signature_missing'],
    expected: 'a signature on the Response or on the Assertion',
    found: ({ signed }) =>
      signed === 'both' ? 'Response and Assertion are signed' : `the ${signed} is signed`,
  },
  {
    name: 'signature_profile',
    title: 'The signature covers exactly its parent element',
    fault: 'The signature does not cover exactly its parent element',
    clause: 'SAML Core 5.4.1 to 5.4.5',
    whatToDo: 'Sign as SAML prescribes, with one reference to the ID of the signed element.',
    codes: ['signature_profile'],
    expected:
      'one Reference to the ID of the parent, enveloped-signature and exclusive canonicalization',
    found: () => 'as expected',
  },
  {
    name: 'signature_algorithm',
    title: 'The signature is made with a strong algorithm',
    fault: 'The signature is made with an algorithm that is not allowed',
    clause: 'SAML2int SDP-ALG01; Kantara IIP-ALG08',
    whatToDo:
      'Set the Signing Algorithm to SHA-256 at the identity provider. SHA-1 is accepted only if the settings of the company allow it.',
    codes: ['algorithm_not_allowed'],
    expected: 'RSA or ECDSA with SHA-256, SHA-384 or SHA-512',
    found: ({ algorithm }) => algorithm,
  },
  {
    name: 'signature_key',
    title: 'The signature was made by a certificate of this company',
    fault: 'The signature was not made by a certificate of this company',
    clause: 'SAML Core 5.4.5; SAML Metadata 2.4.1.1',
    whatToDo:
      'Download the active Certificate (Raw) of this application from the identity provider and upload it under Integrations > Single Sign-On.',
    codes: ['untrusted_key'],
    expected: 'a configured certificate',
    found: ({ thumbprint }) => thumbprint,
  },
  {
    name: 'signature',
    title: 'The content is what was signed',
    fault: 'The content was changed after it was signed',
    clause: 'XML Signature 1.1 3.2; SAML Core 5.4',
    whatToDo:
      'Something between the identity provider and this server changed the message after it was signed. Find out what.',
    codes: ['signature_invalid'],
    expected: 'a digest that matches the signed content',
    found: () => 'it matches',
  },
];

/** The checks that decrypt the assertion of a verified Response. They distinguish only faults that are visible without decrypting. */
export const decryptionChecks: readonly CodedCheck<VerifiedResponse>[] = [
  {
    name: 'encryption_algorithm',
    title: 'An encrypted assertion is encrypted with a strong method',
    fault: 'The assertion is encrypted with a method that is not allowed',
    clause: 'Kantara IIP-ALG04 to IIP-ALG08; XML Encryption 1.1 5.2, 5.5.2',
    whatToDo:
      'Configure the identity provider to encrypt with AES in GCM or CBC mode and RSA-OAEP.',
    codes: ['encryption_algorithm'],
    expected: 'AES-128 or AES-256 in GCM or CBC mode, the key by RSA-OAEP',
    found: ({ encryption }) => encryption ?? 'the assertion is not encrypted',
  },
  {
    name: 'decryption',
    title: 'An encrypted assertion is encrypted for this application',
    fault: 'The encrypted assertion cannot be read',
    clause: 'SAML Core 2.3.4; XML Encryption 1.1 6',
    whatToDo:
      'Import the encryption certificate from this application’s metadata again at the identity provider.',
    codes: ['decryption'],
    expected: 'an Assertion, encrypted with a certificate of our metadata',
    found: ({ encryption }) => (encryption ? 'decrypted' : 'the assertion is not encrypted'),
  },
];
