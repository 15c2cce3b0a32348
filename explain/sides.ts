import type { Given } from './given.ts';
import type { JoinedMessages } from './join-messages.ts';
import type { ReadMessage } from './read-messages.ts';

/** Which message each side sent. */
export interface Sides {
  readonly sp: ReadMessage | undefined;
  readonly idp: ReadMessage | undefined;
}

/** Who sent what: a sign-in is asked for by the service provider, a sign-out by either side, which the Issuer or the address tells. */
export function sidesOf({ kind, request, response }: JoinedMessages, given: Given): Sides {
  const asked = { sp: request, idp: response };
  const turned = { sp: response, idp: request };
  if (kind === 'sign-in') return asked;
  if (request) {
    const isTurned =
      isIdp(request, given) || (!isSp(request, given) && !!response && isSp(response, given));
    return isTurned ? turned : asked;
  }
  return response && (isSp(response, given) || isEntra(response.address)) ? turned : asked;
}

const isIdp = ({ says: { issuer } }: ReadMessage, { idpEntityId }: Given) =>
  issuer !== undefined && (issuer === idpEntityId || isEntra(issuer));

const isSp = ({ says: { issuer } }: ReadMessage, { serviceProvider }: Given) =>
  issuer !== undefined && issuer === serviceProvider?.entityId;

/** Its names and hosts in all clouds (entra-saml.md 5.1). */
export const isEntra = (url: string | undefined): boolean =>
  /^https:\/\/(?:sts\.windows\.net|sts\.chinacloudapi\.cn|login\.microsoftonline\.(?:com|us)|login\.partner\.microsoftonline\.cn)\//.test(
    url ?? '',
  );
