import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ExchangeMessage } from '../../exchanges/exchange.ts';
import type { ExchangeRecorder } from '../../exchanges/recorder.ts';
import type { Clock } from '../../store/clock.ts';
import type { FindTrustedProvider, TrustedProvider } from '../administration/trusted-provider.ts';
import { CheckRun } from '../checking/check-run.ts';
import { requireProvider } from '../checking/company-checks.ts';
import { showNow } from '../checking/instant-window.ts';
import type { Database } from '../database/tables.ts';
import { reportReceived } from '../exchange-report/report.ts';
import type { OwnKeys } from '../own-keys/own-keys.ts';
import { browserHash } from '../pending/browser-cookie.ts';
import { keepMessage } from '../refusal/received-message.ts';
import { refusedByServer } from '../refusal/refused-by-server.ts';
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
    const secret = await reportReceived(visit, message, run, async () => {
      const provider = await requireProvider(findProvider, request.params.companyId, run);
      return acceptResponse(
        db,
        {
          encoded: form.samlResponse,
          provider,
          rules: rulesFor(provider, publicUrl(), now, request),
          browserHash: browserHash(request),
          formerSessionHash: sessionHash(request),
          decryptionKeys: async () => (await keys.decryption()).map(({ privateKey }) => privateKey),
          keep: (xml) => keepMessage(request, xml),
        },
        run,
      );
    });
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
