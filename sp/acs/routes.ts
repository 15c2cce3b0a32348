import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FindTrustedProvider, TrustedProvider } from '../administration/trusted-provider.ts';
import type { Database } from '../database/tables.ts';
import type { Clock } from '../instants.ts';
import { browserHash } from '../pending/browser-cookie.ts';
import { returnPath } from '../return-path.ts';
import { serviceAddress } from '../service-address.ts';
import { sessionHash, setSessionCookie } from '../session/session-cookie.ts';
import { acceptResponse } from './accept-response.ts';
import { CheckRun } from './check-run.ts';
import type { Rules } from './checks/check.ts';
import { showNow } from './checks/instant-window.ts';
import { binding, company, singleSignOn } from './checks/transport.ts';
import { housekeeping } from './housekeeping.ts';
import { readForm } from './read-form.ts';
import { keepMessage } from './refusal/received-message.ts';

export interface AcsOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly publicUrl: () => string;
  readonly findProvider: FindTrustedProvider;
}

interface CompanyRoute {
  Params: { companyId: string };
}

/** The assertion consumer service: POST /saml/{companyId}/assert (SAML Profiles 4.1.4.3). */
export async function acs(app: FastifyInstance, options: AcsOptions): Promise<void> {
  const { db, clock, publicUrl, findProvider } = options;
  const sweep = housekeeping(db);

  app.post<CompanyRoute>('/saml/:companyId/assert', async (request, reply) => {
    const run = new CheckRun();
    const form = readForm(request, run);
    const provider = await requireProvider(findProvider, request.params.companyId, run);
    const secret = await acceptResponse(
      db,
      {
        encoded: form.samlResponse,
        provider,
        rules: rulesFor(provider, publicUrl(), clock(), request),
        browserHash: browserHash(request),
        formerSessionHash: sessionHash(request),
        keep: (xml) => keepMessage(request, xml),
      },
      run,
    );
    await sweep(clock());
    setSessionCookie(reply, secret);
    return reply
      .header('cache-control', 'no-store')
      .redirect(returnPath(form.relayState, publicUrl()) ?? '/account', 303);
  });

  app.route<CompanyRoute>({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url: '/saml/:companyId/assert',
    handler: (request, reply) => {
      reply.header('allow', 'POST');
      const expected = 'POST with a form field SAMLResponse';
      return new CheckRun().refuse(binding, { expected, found: request.method, status: 405 });
    },
  });
}

async function requireProvider(
  findProvider: FindTrustedProvider,
  companyId: string,
  run: CheckRun,
): Promise<TrustedProvider> {
  const found = await findProvider(companyId);
  const expected = 'the id of a company';
  if (!found) return run.refuse(company, { expected, found: companyId, status: 404 });
  run.pass(company, { expected, found: `${companyId} (${found.companyName})` });
  if (!found.provider)
    return run.refuse(singleSignOn, { expected: 'enabled', found: 'not enabled' });
  run.pass(singleSignOn, { expected: 'enabled', found: 'enabled' });
  return found.provider;
}

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
