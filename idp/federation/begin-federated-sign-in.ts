import { encodeRedirect } from '../../saml/bindings/redirect.ts';
import { idsOf } from '../../store/ids.ts';
import { type Continuation, readContinuation } from '../continuation.ts';
import { correlationIdOf } from '../correlation-id.ts';
import type { FederatedDomain } from '../directory/domains/domain-federation.ts';
import { addFederationRequest, newRequestId } from '../directory/sign-in/federation-requests.ts';
import type { Exchange } from '../sign-in-visit.ts';
import { authnRequestToIdentityProvider } from './authn-request.ts';

export interface FederatedStart {
  realm: FederatedDomain;
  /** Passed on, so that the user need not type it again; may be empty. */
  userName: string;
  /** Of the pending sign-in; absent for a client that only asks where a user name signs in: the answer to that request is refused. */
  ctx?: string | undefined;
  /** What follows the sign-in; as stored. */
  continuation?: string | undefined;
}

/** The path of the mock identity provider, as AD FS has it. @param domain in lower case */
export const mockSignInPath = (domain: string): string => `/adfs/${domain}/ls/`;

/** @returns the address that starts the sign-in at the identity provider of a domain, with an AuthnRequest that was stored for this sign-in */
export async function identityProviderAddress(
  { context, request }: Exchange,
  { realm, userName, ctx, continuation }: FederatedStart,
): Promise<string> {
  const { db, clock, publicUrl } = context;
  const { domain, passiveSignInUri } = realm;
  const id =
    ctx === undefined ? newRequestId(idsOf(db)) : await addFederationRequest(db, ctx, domain);
  const address = new URL(passiveSignInUri ?? `${publicUrl()}${mockSignInPath(domain)}`);
  address.searchParams.set('client-request-id', correlationIdOf(request));
  if (userName) {
    address.searchParams.set('username', userName);
    address.searchParams.set('login_hint', userName);
  }
  return encodeRedirect({
    endpoint: address.href,
    parameter: 'SAMLRequest',
    xml: authnRequestToIdentityProvider({
      id,
      issueInstant: clock(),
      forceAuthn: continuation !== undefined && asksForProof(readContinuation(continuation)),
    }),
    relayState: relayStateOf(ctx ?? ''),
  });
}

const asksForProof = (continuation: Continuation): boolean =>
  continuation.kind === 'token' && continuation.request.forceAuthn === true;

/** As long as SAML Bindings 3.4.3 allows: 80 bytes at most. */
const relayStateOf = (ctx: string): string => `estsredirect=2&estsrequest=${ctx}`;

/** The `ctx` in a RelayState that came back; undefined for any other text. */
export function ctxIn(relayState: string | undefined): string | undefined {
  return new URLSearchParams(relayState).get('estsrequest') || undefined;
}
