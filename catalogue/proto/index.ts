import type { CatalogueCase } from '../case.ts';
import { destinationMissing, destinationPrefix, destinationWrong } from './destination.ts';
import { encryptedRsa15, encryptedUnsigned, mixedEncryptedPlain } from './encrypted.ts';
import { encryptedOracle } from './encrypted-oracle.ts';
import { irtMissing, irtUnknown } from './in-response-to.ts';
import { destinationInexact, issuerInexact } from './inexact.ts';
import { issueInstantMalformed, issueInstantWindow } from './issue-instant.ts';
import { issuerFormat, issuerMissing, issuerWrong } from './issuer.ts';
import { noAssertion, twoAssertions } from './one-assertion.ts';
import { otherTrustedIdp } from './other-trusted-idp.ts';
import { irtConflict, irtOtherSession } from './request-of-another.ts';
import { irtReplayed } from './request-used.ts';
import { statusFailure, statusMissing } from './status.ts';
import { unsignedBesideSigned } from './unsigned-beside-signed.ts';
import { version } from './version.ts';

/** In the order of the catalogue. */
export const protoCases: readonly CatalogueCase[] = [
  destinationMissing,
  destinationWrong,
  destinationPrefix,
  destinationInexact,
  issuerMissing,
  issuerWrong,
  issuerInexact,
  issuerFormat,
  otherTrustedIdp,
  irtMissing,
  irtUnknown,
  irtReplayed,
  irtOtherSession,
  irtConflict,
  version,
  issueInstantMalformed,
  issueInstantWindow,
  statusFailure,
  statusMissing,
  noAssertion,
  twoAssertions,
  mixedEncryptedPlain,
  unsignedBesideSigned,
  encryptedUnsigned,
  encryptedRsa15,
  encryptedOracle,
];
