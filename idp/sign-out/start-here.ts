import type { FastifyReply } from 'fastify';
import { ensureBrowser } from '../browser-cookie.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { sessionsOfBrowser } from '../directory/sign-in/sessions-of-browser.ts';
import { beginSignOut } from '../directory/sign-in/sign-outs.ts';
import { findTenant } from '../directory/tenants/tenants.ts';
import { lowerCaseNames, readOnce } from '../form-parameters.ts';
import { clearSessionCookies, sessionIdsOf } from '../sign-in/session-cookies.ts';
import type { Exchange } from '../sign-in-visit.ts';
import { continueSignOut, signOutOf } from './continue-sign-out.ts';
import { leave } from './leave.tsx';
import { registeredAddress } from './registered-address.ts';

/**
 * `GET /{tenant}/oauth2/logout`: signs out of the session of this browser, and tells its applications (entra-saml.md 9.5). A GET, as in Entra: another
 * site gains nothing by signing a user out. `logout_hint` names the account, so that nothing has to be picked (v2-protocols-oidc.md).
 */
export async function startHere(exchange: Exchange): Promise<FastifyReply> {
  const { context, request, reply } = exchange;
  const { db, clock } = context;
  const now = clock();
  const { post_logout_redirect_uri: wanted, logout_hint: hint } = readOnce(
    lowerCaseNames(request.query),
    ['post_logout_redirect_uri', 'logout_hint'],
  );
  const sessions = await sessionsOfBrowser(db, sessionIdsOf(request), now);
  const [current] = sessions;
  const { tenant = '' } = request.params as { tenant?: string };
  const named = (await findTenant(db, tenant))?.id;
  const tenantIds = [named, ...sessions.map(({ tenantId }) => tenantId)].filter(
    (id) => id !== undefined,
  );
  const signOut = {
    tenantId: current?.tenantId ?? named ?? 'common',
    correlationId: correlationIdOf(request),
    initiatorId: null,
    logoutRequestId: null,
    relayState: null,
    returnTo: await registeredAddress(db, wanted, tenantIds),
  };
  if (!current) {
    clearSessionCookies(reply);
    return leave(exchange, { ...signOut, userPrincipalName: null });
  }
  const browser = ensureBrowser(request, reply);
  const noted = await beginSignOut(db, signOut, { browser, now });
  if (!noted) throw new TypeError('A sign-out without a LogoutRequest is always new.');
  const { ctx, idHash } = noted;
  const begun = { ctx, signOut: { ...signOut, idHash }, sessions };
  const hinted = sessions.find(
    ({ userPrincipalName }) => userPrincipalName.toLowerCase() === hint?.trim().toLowerCase(),
  );
  return hinted ? signOutOf(exchange, begun, hinted) : continueSignOut(exchange, begun);
}
