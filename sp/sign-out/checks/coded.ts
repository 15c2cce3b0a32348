import type { LogoutMessage } from '../../../saml/logout.ts';
import { type CodedCheck, named } from '../../checking/coded-check.ts';
import { readingChecks as commonReadingChecks, type Read } from '../../checking/reading-checks.ts';

/** The checks that turn the encoded text into a message of this kind, in order. */
export const readingChecks = (kind: LogoutMessage['kind']): readonly CodedCheck<Read>[] => [
  {
    ...named(commonReadingChecks, 'encoding'),
    title: 'The message is encoded as its binding prescribes',
    fault: 'The message is not encoded as its binding prescribes',
    clause: 'SAML Bindings 3.4.4.1, 3.5.4; RFC 4648; RFC 1951',
    whatToDo:
      'Encode the XML as UTF-8. By Redirect, deflate it before the base64 encoding; by POST, do not.',
  },
  ...commonReadingChecks.slice(1),
  {
    name: 'message',
    title: `The message is a SAML ${kind}`,
    fault: `The message is not a SAML ${kind}`,
    clause: 'SAML Core 3.7; SAML Profiles 4.4.4',
    whatToDo: 'Send a LogoutRequest as SAMLRequest, or a LogoutResponse as SAMLResponse.',
    codes: ['wrong_message'],
    expected: `a samlp:${kind}`,
    found: () => `a samlp:${kind}`,
  },
];

export interface Signed {
  readonly thumbprint: string;
}

const askAdministrator =
  'Upload the active Certificate (Raw) of the identity provider under Integrations > Single Sign-On.';

/** The checks that the message is signed by a configured key, in order. */
export const signatureChecks: readonly CodedCheck<Signed>[] = [
  {
    name: 'signature_present',
    title: 'The message is signed',
    fault: 'The message is not signed',
    clause: 'SAML Profiles 4.4.4.1, 4.4.4.2; SAML Core 3.7.3.1',
    whatToDo:
      'Configure the identity provider to sign its logout messages: in the query by Redirect, inside the message by POST.',
    codes: ['signature_missing'],
    expected: 'a signature of the identity provider',
    found: () => 'signed',
  },
  {
    name: 'signature_profile',
    title: 'The signature covers exactly this message',
    fault: 'The signature does not cover exactly this message',
    clause: 'SAML Core 5.4.1 to 5.4.5; SAML Bindings 3.4.4.1',
    whatToDo: 'Sign as SAML prescribes: the whole message, each parameter once.',
    codes: ['signature_profile'],
    expected: 'one Reference to the ID of the message, or one query signature',
    found: () => 'as expected',
  },
  {
    name: 'signature_algorithm',
    title: 'The signature is made with a strong algorithm',
    fault: 'The signature is made with an algorithm that is not allowed',
    clause: 'SAML2int SDP-ALG01; Kantara IIP-ALG08',
    whatToDo: 'Sign with RSA or ECDSA and SHA-256 or stronger.',
    codes: ['algorithm_not_allowed'],
    expected: 'RSA or ECDSA with SHA-256, SHA-384 or SHA-512',
    found: () => 'allowed',
  },
  {
    name: 'signature_key',
    title: 'The signature was made by a certificate of this company',
    fault: 'The signature was not made by a certificate of this company',
    clause: 'SAML Core 5.4.5; SAML Metadata 2.4.1.1',
    whatToDo: askAdministrator,
    codes: ['untrusted_key'],
    expected: 'a configured certificate',
    found: ({ thumbprint }) => thumbprint,
  },
  {
    name: 'signature',
    title: 'The content is what a certificate of this company signed',
    fault: 'The content is not what a certificate of this company signed',
    clause: 'XML Signature 1.1 3.2; SAML Bindings 3.4.4.1',
    whatToDo: `The message was changed after it was signed, or signed by another key. ${askAdministrator}`,
    codes: ['signature_invalid'],
    expected: 'a signature that matches the received message',
    found: () => 'it matches',
  },
];
