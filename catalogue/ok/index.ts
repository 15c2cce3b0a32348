import type { CatalogueCase } from '../case.ts';
import { okEcdsaSha256, okRsaSha384, okRsaSha512 } from './algorithms.ts';
import { okMultiAudience, okOneTimeUse, okSkewInside, okTwoConfirmations } from './conditions.ts';
import {
  okEncAes128Cbc,
  okEncAes256Cbc,
  okEncAesGcm,
  okEncOaepSha256,
  okEncSecondKey,
} from './encrypted.ts';
import { okEntraGroupsOverage, okEntraShape } from './entra.ts';
import { okDestinationAbsent, okIdpInitiated, okRelayStateForms } from './envelope.ts';
import { okKeyRollover, okNoKeyInfo } from './keys.ts';
import { okAssertionSigned, okBothSigned, okResponseSigned } from './signed-parts.ts';
import {
  okBase64Wrapped,
  okCommentOutsideSigned,
  okDefaultNamespaces,
  okPrefixVariants,
  okPrettyPrinted,
} from './spelling.ts';
import { okUnicodeValues } from './unicode.ts';
import { okLongValues, okMultiValues } from './values.ts';

export const okCases: readonly CatalogueCase[] = [
  okAssertionSigned,
  okResponseSigned,
  okBothSigned,
  okRsaSha384,
  okRsaSha512,
  okEcdsaSha256,
  okPrefixVariants,
  okDefaultNamespaces,
  okPrettyPrinted,
  okCommentOutsideSigned,
  okLongValues,
  okUnicodeValues,
  okMultiValues,
  okEntraShape,
  okEntraGroupsOverage,
  okEncAesGcm,
  okEncAes128Cbc,
  okEncAes256Cbc,
  okEncOaepSha256,
  okEncSecondKey,
  okKeyRollover,
  okNoKeyInfo,
  okMultiAudience,
  okOneTimeUse,
  okSkewInside,
  okTwoConfirmations,
  okDestinationAbsent,
  okIdpInitiated,
  okRelayStateForms,
  okBase64Wrapped,
];
