import type { CatalogueCase } from '../case.ts';
import { keyInfoFetch } from './key-info-fetch.ts';
import { expiredCertificate, rolledOffKey } from './keys.ts';
import { noSigningKey } from './no-signing-key.ts';
import { signatureWrong, validUntilPast } from './refused-metadata.ts';

/** In the order of the catalogue. */
export const mdCases: readonly CatalogueCase[] = [
  expiredCertificate,
  rolledOffKey,
  validUntilPast,
  signatureWrong,
  noSigningKey,
  keyInfoFetch,
];
