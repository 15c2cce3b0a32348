import { randomUUID } from 'node:crypto';

/** A GUID shaped like Entra's request and trace ids: the last byte is `00` (entra-saml.md 2.1, 9.3). */
export const newRequestId = (): string => `${randomUUID().slice(0, -2)}00`;

/** The ids of one response (entra-saml.md 2.1). */
export const newResponseIds = () => ({
  response: `_${randomUUID()}`,
  assertion: `_${newRequestId()}`,
});
