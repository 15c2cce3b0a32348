import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ExchangeRecorder } from '../../exchanges/recorder.ts';
import { encodeRedirect } from '../../saml/bindings/redirect.ts';
import { idsOf } from '../../store/ids.ts';
import type { FindTrustedProvider } from '../administration/trusted-provider.ts';
import type { Database } from '../database/tables.ts';
import { reportLocalSignOut, reportSent } from '../exchange-report/report.ts';
import type { OwnKeys } from '../own-keys/own-keys.ts';
import { ensureBrowserHash } from '../pending/browser-cookie.ts';
import { serviceAddress } from '../service-address.ts';
import { endSession } from '../session/session.ts';
import { logoutRequest } from './build-message.ts';
import { rememberLogout } from './pending-logout.ts';

export interface SignOut {
  readonly db: Database;
  readonly findProvider: FindTrustedProvider;
  readonly keys: OwnKeys;
  readonly exchanges?: ExchangeRecorder | undefined;
  readonly publicUrl: string;
  readonly now: Date;
}

/**
 * Ends the session of a cookie first, whatever else happens (SAML Profiles 4.4.3.1 allows it). If the company has single logout switched on, a
 * signed LogoutRequest is then stored for this browser.
 *
 * @returns the URL that carries it to the identity provider; undefined when signing out ends here
 */
export async function startSignOut(
  request: FastifyRequest,
  reply: FastifyReply,
  idHash: string,
  { db, findProvider, keys, exchanges, publicUrl, now }: SignOut,
): Promise<string | undefined> {
  const session = await db
    .selectFrom('session')
    .select(['companyId', 'nameId', 'nameIdFormat', 'nameQualifier', 'spNameQualifier'])
    .select('sessionIndex')
    .where('idHash', '=', idHash)
    .executeTakeFirst();
  await endSession(db, idHash);
  if (!session) return undefined;
  const { companyId } = session;
  const provider = (await findProvider(companyId))?.provider;
  const visit = { exchanges, request, reply, now };
  if (!provider?.singleLogout || provider.ssoLogoutUrl === null) {
    reportLocalSignOut(visit);
    return undefined;
  }
  const destination = provider.ssoLogoutUrl;
  const { entityId: issuer } = serviceAddress(publicUrl, companyId);
  const { id, xml } = logoutRequest(session, {
    destination,
    issuer,
    now,
    ids: idsOf(db),
  });
  const { privateKey } = await keys.signing();
  const browserHash = ensureBrowserHash(request, reply);
  await rememberLogout(db, { id, companyId, browserHash, now });
  const url = encodeRedirect({
    endpoint: destination,
    parameter: 'SAMLRequest',
    xml,
    sign: { privateKey },
  });
  reportSent(visit, { kind: 'sign-out', url, user: session.nameId });
  return url;
}
