import { Type } from 'typebox';
import { flag, list, optional, strict } from './words.ts';

const certificates = (description: string) =>
  optional(
    list(
      Type.String({
        examples: ['sp-encryption.cer'],
      }),
      `${description} Each is a file, or the certificate itself as PEM text. Public certificates only.`,
    ),
  );

export const Encryption = Type.Object(
  {
    certificates: certificates(
      'All encryption certificates of the service provider; the first one is active.',
    ),
    fromMetadata: optional(
      flag('Whether the encryption certificates in metadata are taken, in place of certificates.'),
    ),
    active: optional(flag('Whether assertions are encrypted. Default: true.')),
    method: optional(
      Type.Enum(['aes256-cbc', 'aes256-gcm'], {
        description: 'Cipher. Entra has no such setting. Default: aes256-cbc.',
      }),
    ),
  },
  {
    ...strict,
    description: 'Token encryption: assertions are encrypted for the service provider.',
  },
);

export const SignedRequests = Type.Object(
  {
    certificates: certificates(
      'All certificates that verify requests, in the order in which they are added: without a key identifier, the last two count.',
    ),
    fromMetadata: optional(
      flag('Whether the signing certificates in metadata are taken, in place of certificates.'),
    ),
    isSignedRequestRequired: optional(
      flag('Whether requests must be signed (AADSTS76021). Default: true.'),
    ),
    allowedWeakAlgorithms: optional(
      Type.Enum(['rsaSha1'], { description: 'Whether RSA-SHA1 counts, too.' }),
    ),
  },
  { ...strict, description: 'Signed requests: the service provider must sign its requests.' },
);
