import { type ExaminedRequestCheck, examineRequestSignature } from '../idp/index.ts';
import type { Given } from './given.ts';
import type { ReadMessage } from './read-messages.ts';

/** What is assumed where a signature is judged; a sentence. */
export const signedRequestsAssumed =
  'The metadata of the service provider says that it signs its requests (AuthnRequestsSigned): the application is taken to require that, with the signing certificates of the metadata as verification certificates.';

/**
 * Entra's check on the signature of a request, where the metadata of the service provider says that it signs its requests; elsewhere Entra does not
 * look at it unless the application requires it, which no capture tells.
 *
 * @returns undefined as well for a request whose octets are not in the capture
 */
export function judgeRequestSignature(
  { xml, binding, rawQuery, masked }: ReadMessage,
  now: Date,
  { serviceProvider }: Given,
): ExaminedRequestCheck | undefined {
  if (!serviceProvider?.signsAuthnRequests || masked) return undefined;
  const { certificates = [] } = serviceProvider;
  if (binding === 'HTTP-POST') {
    const value = xml.toString('base64');
    const sent = { binding: 'post', value, relayState: undefined, rawQuery: '' } as const;
    return examineRequestSignature(sent, certificates, now);
  }
  if (binding !== 'HTTP-Redirect' || rawQuery === undefined) return undefined;
  const query = new URLSearchParams(rawQuery);
  const sent = {
    binding: 'redirect',
    value: query.get('SAMLRequest') ?? '',
    relayState: query.get('RelayState') ?? undefined,
    rawQuery,
  } as const;
  return examineRequestSignature(sent, certificates, now);
}
