import type { CatalogueCase } from '../case.ts';
import { sigDuplicateId, sigTwoReferences } from './decoys.ts';
import {
  sigDigestComment,
  sigDigestElsewhere,
  sigTwoSignedInfo,
  sigValueCommentSplit,
} from './forged-digest.ts';
import { sigSelfSignedKeyInfo, sigWrongKey } from './keys.ts';
import { sigC14nWithComments, sigObjectPresent } from './lenient-profile.ts';
import { sigEmpty, sigStripped } from './missing.ts';
import { sigReferenceExternal } from './reference-external.ts';
import { sigNoReference, sigReferenceEmptyUri, sigReferenceOtherElement } from './references.ts';
import {
  sigInnerBadOuterGood,
  sigOuterBadInnerGood,
  sigTamperedAttribute,
  sigTamperedConditions,
  sigTamperedNameId,
} from './tampered.ts';
import { sigTransformXslt } from './transform-xslt.ts';
import { sigTransformExcess, sigTransformUnknown, sigTransformXpath } from './transforms.ts';
import { sigHmacPublicKey, sigRsaMd5, sigRsaSha1, sigWeakDigest } from './weak-methods.ts';

export const sigCases: readonly CatalogueCase[] = [
  sigStripped,
  sigEmpty,
  sigWrongKey,
  sigSelfSignedKeyInfo,
  sigTamperedAttribute,
  sigTamperedNameId,
  sigTamperedConditions,
  sigOuterBadInnerGood,
  sigInnerBadOuterGood,
  sigRsaSha1,
  sigRsaMd5,
  sigWeakDigest,
  sigHmacPublicKey,
  sigNoReference,
  sigReferenceEmptyUri,
  sigReferenceExternal,
  sigReferenceOtherElement,
  sigTwoReferences,
  sigDuplicateId,
  sigTwoSignedInfo,
  sigDigestComment,
  sigDigestElsewhere,
  sigValueCommentSplit,
  sigTransformXslt,
  sigTransformXpath,
  sigTransformUnknown,
  sigTransformExcess,
  sigC14nWithComments,
  sigObjectPresent,
];
