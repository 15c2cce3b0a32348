import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExchangeRecorder } from '../../exchanges/recorder.ts';
import { idsOf } from '../../store/ids.ts';
import type { TrustedProvider } from '../administration/trusted-provider.ts';
import type { Database } from '../database/tables.ts';
import { reportSent } from '../exchange-report/report.ts';
import { ensureBrowserHash } from '../pending/browser-cookie.ts';
import { rememberRequest } from '../pending/pending-request.ts';
import { buildAuthnRequest } from '../samlify/authn-request.ts';
import { serviceAddress } from '../service-address.ts';

/** SAML Bindings 3.4.3: RelayState must not exceed 80 bytes. A longer path is dropped, not cut. */
const MAX_RELAY_STATE_BYTES = 80;

export interface SignIn {
  readonly provider: TrustedProvider;
  readonly publicUrl: string;
  readonly now: Date;
  readonly exchanges?: ExchangeRecorder | undefined;
  /** A path of ours to return to. */
  readonly returnTo: string | undefined;
  /** The e-mail address that the user typed; the identity provider then asks for the password at once (entra-saml.md 1.5). */
  readonly loginHint?: string | undefined;
}

/** Starts SP-initiated sign-in (SAML Profiles 4.1.3.2): stores a request for this browser and redirects with it. */
export async function startSignIn(
  db: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  { provider, publicUrl, now, returnTo, loginHint, exchanges }: SignIn,
): Promise<FastifyReply> {
  const { companyId, idpEntityId, ssoLoginUrl, forceAuthn, requestedAuthnContext } = provider;
  const fits = returnTo !== undefined && Buffer.byteLength(returnTo) <= MAX_RELAY_STATE_BYTES;
  const { id, url } = await buildAuthnRequest({
    idpEntityId,
    ssoLoginUrl,
    now,
    ids: idsOf(db),
    forceAuthn,
    requestedAuthnContext,
    address: serviceAddress(publicUrl, companyId),
    relayState: fits ? returnTo : undefined,
  });
  const browserHash = ensureBrowserHash(request, reply);
  const pending = { id, companyId, browserHash, forceAuthn, requestedAuthnContext, now };
  await rememberRequest(db, pending);
  const target = loginHint ? withHint(url, loginHint) : url;
  reportSent(
    { exchanges, request, reply, now },
    { kind: 'sign-in', url: target, user: loginHint || undefined },
  );
  return reply.header('cache-control', 'no-store').redirect(target, 303);
}

/** Appends, because the address ends with the parameters of the binding. The request is not signed. */
const withHint = (url: string, loginHint: string): string =>
  `${url}&${new URLSearchParams({ login_hint: loginHint })}`;
