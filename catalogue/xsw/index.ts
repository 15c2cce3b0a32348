import type { CatalogueCase } from '../case.ts';
import { xswAttributePollution } from './attribute-pollution.ts';
import { xswDoctypeDifferential } from './doctype-differential.ts';
import { xswDonorDocument } from './donor-document.ts';
import { xswEntityInId } from './entity-in-id.ts';
import { xsw7 } from './forged-in-extensions.ts';
import { xswInConfirmationData } from './in-confirmation-data.ts';
import { xsw5, xsw6, xsw8 } from './kept-signature.ts';
import { xswMultipleRoots } from './multiple-roots.ts';
import { xswNamespaceConfusion } from './namespace-confusion.ts';
import { xsw4 } from './nested-assertion.ts';
import { xswReadFromRaw } from './read-from-raw.ts';
import { xswRoundtrip } from './roundtrip.ts';
import { xsw3, xswSecondAfter } from './second-assertion.ts';
import { xswSignaturePosition } from './signature-position.ts';
import { xswVoidC14n } from './void-c14n.ts';
import { xsw1, xsw2 } from './wrapped-response.ts';

/** Signature wrapping and parser differentials. */
export const xswCases: readonly CatalogueCase[] = [
  xsw1,
  xsw2,
  xsw3,
  xsw4,
  xsw5,
  xsw6,
  xsw7,
  xsw8,
  xswSecondAfter,
  xswInConfirmationData,
  xswDonorDocument,
  xswReadFromRaw,
  xswSignaturePosition,
  xswMultipleRoots,
  xswAttributePollution,
  xswNamespaceConfusion,
  xswVoidC14n,
  xswEntityInId,
  xswDoctypeDifferential,
  xswRoundtrip,
];
