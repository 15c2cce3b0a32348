import type { CatalogueCase } from '../case.ts';
import { entraIssuer, responseInResponseTo } from './logout-response.ts';
import { redirectEncoding, redirectTampered } from './redirect-signature.ts';
import { replayExpired } from './replay-expired.ts';
import { unsignedRequest } from './unsigned-request.ts';
import { wrongNameId, wrongSessionIndex } from './whose-session.ts';

/** In the order of the catalogue. */
export const sloCases: readonly CatalogueCase[] = [
  unsignedRequest,
  wrongNameId,
  wrongSessionIndex,
  replayExpired,
  redirectTampered,
  redirectEncoding,
  responseInResponseTo,
  entraIssuer,
];
