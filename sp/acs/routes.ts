import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ExchangeMessage } from '../../exchanges/exchange.ts';
import type { ExchangeRecorder } from '../../exchanges/recorder.ts';
import type { Clock } from '../../store/clock.ts';
import { ignoreStoreError } from '../../store/errors.ts';
import type { FindTrustedProvider, TrustedProvider } from '../administration/trusted-provider.ts';
import { CheckRun } from '../checking/check-run.ts';
import { requireProvider } from '../checking/company-checks.ts';
import { showNow } from '../checking/instant-window.ts';
import { SpError } from '../checking/sp-error.ts';
import type { Database } from '../database/tables.ts';
import { exchangeKeyOf, reportedRefusal, reportReceived } from '../exchange-report/report.ts';
import type { OwnKeys } from '../own-keys/own-keys.ts';
import { browserHash } from '../pending/browser-cookie.ts';
import { keepMessage } from '../refusal/received-message.ts';
import { refusedByServer } from '../refusal/refused-by-server.ts';
import { rememberRefusal } from '../refused-sign-ins/refused-sign-ins.ts';
import { returnPath } from '../return-path.ts';
import { serviceAddress } from '../service-address.ts';
import { sessionHash, setSessionCookie } from '../session/session-cookie.ts';
import { acceptResponse } from './accept-response.ts';
import type { Rules } from './checks/check.ts';
import { signIn } from './checks/table.ts';
import { binding } from './checks/transport.ts';
import { readForm } from './read-form.ts';

export interface AcsOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly publicUrl: () => string;
  readonly findProvider: FindTrustedProvider;
  readonly keys: OwnKeys;
  readonly exchanges?: ExchangeRecorder | undefined;
}

interface CompanyRoute {
  Params: { companyId: string };
}

/** The assertion consumer service: POST /saml/{companyId}/assert (SAML Profiles 4.1.4.3). */
export async function acs(app: FastifyInstance, options: AcsOptions): Promise<void> {
  const { db, clock, publicUrl, findProvider, keys, exchanges } = options;
  const errorHandler = refusedByServer({ procedure: signIn, binding });

  const fromOtherSites = { config: { fromOtherSites: true }, errorHandler };
  app.post<CompanyRoute>('/saml/:companyId/assert', fromOtherSites, async (request, reply) => {
    const run = new CheckRun(signIn);
    const form = readForm(request, run);
    const now = clock();
    const message = posted(form, `${publicUrl()}${request.url}`, now);
    const visit = { exchanges, request, reply, now };
    const { companyId } = request.params;
    const secret = await reportReceived(visit, message, run, async () => {
      const provider = await requireProvider(findProvider, companyId, run);
      return acceptResponse(
        db,
        {
          encoded: form.samlResponse,
          provider,
          rules: rulesFor(provider, publicUrl(), now, request),
          browserHash: browserHash(request),
          formerSessionHash: sessionHash(request),
          decryptionKeys: () => keys.decryption(),
          keep: (xml) => keepMessage(request, xml),
        },
        run,
      );
    }).catch((error) => rememberRefused(db, { companyId, request, now }, error));
    setSessionCookie(reply, secret);
    return reply
      .header('cache-control', 'no-store')
      .redirect(returnPath(form.relayState, publicUrl()) ?? '/account', 303);
  });

  app.route<CompanyRoute>({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: '/saml/:companyId/assert',
    config: { fromOtherSites: true },
    errorHandler,
    handler: (request, reply) => {
      reply.header('allow', 'POST');
      const expected = 'POST with a form field SAMLResponse';
      return new CheckRun(signIn).refuse(binding, { expected, found: request.method, status: 405 });
    },
  });
}

/** Nobody was signed in: the administrator is told why. @throws {unknown} the error */
async function rememberRefused(
  db: Database,
  { companyId, request, now }: { companyId: string; request: FastifyRequest; now: Date },
  error: unknown,
): Promise<never> {
  const refusal = error instanceof SpError ? error.refusal : undefined;
  const told = refusal?.forAdministrator;
  if (!refusal || !told) throw error;
  const { name, reason, found } = told;
  request.log.info({ code: refusal.check, reason }, `${signIn.refused}: found ${found}.`);
  const key = exchangeKeyOf(request);
  const exchange = key === undefined ? undefined : { key, refusal: reportedRefusal(refusal) };
  const at = now.toISOString();
  await rememberRefusal(db, { companyId, name, reason, at, exchange }).catch(ignoreStoreError);
  throw error;
}

const posted = (
  { samlResponse, relayState }: ReturnType<typeof readForm>,
  address: string,
  at: Date,
): ExchangeMessage => ({
  parameter: 'SAMLResponse',
  binding: 'HTTP-POST',
  address,
  value: samlResponse,
  ...(relayState !== undefined && { relayState }),
  at: at.toISOString(),
});

function rulesFor(
  provider: TrustedProvider,
  publicUrl: string,
  now: Date,
  request: FastifyRequest,
): Rules {
  const { companyId, idpEntityId, clockSkewSeconds, allowUnsolicited } = provider;
  return {
    ...serviceAddress(publicUrl, companyId),
    idpEntityId,
    now,
    skewSeconds: clockSkewSeconds,
    shownNow: showNow(now, clockSkewSeconds),
    allowUnsolicited,
    allowExpiredCertificate: provider.allowExpiredCertificate,
    clientAddress: request.ip,
  };
}
