import { randomUUID } from 'node:crypto';
import type { IdSource } from '../store/ids.ts';

/** A GUID shaped like Entra's request and trace ids: the last byte is `00` (entra-saml.md 2.1, 9.3). */
export const newRequestId = (): string => `${randomUUID().slice(0, -2)}00`;

/** The ids of one response (entra-saml.md 2.1). */
export const newResponseIds = (ids: IdSource) => ({
  response: newResponseId(ids),
  assertion: `_${newTraceId(ids)}`,
});

/** The ID of a message without an assertion, or of metadata. */
export const newResponseId = (ids: IdSource): string => `_${ids.uuid('response')}`;

/** As `newRequestId`, where it is part of a message. */
export const newTraceId = (ids: IdSource): string => `${ids.uuid('trace').slice(0, -2)}00`;
