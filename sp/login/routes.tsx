import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExchangeRecorder } from '../../exchanges/recorder.ts';
import type { Clock } from '../../store/clock.ts';
import type { Company } from '../administration/company.ts';
import { emailKey, mailDomain } from '../administration/email-address.ts';
import type { FindTrustedProvider } from '../administration/trusted-provider.ts';
import type { Database } from '../database/tables.ts';
import { returnPath } from '../return-path.ts';
import { LoginPage, type LoginPageProps } from './login-page.tsx';
import { startSignIn } from './start-sign-in.ts';

export interface LoginOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly publicUrl: () => string;
  readonly findProvider: FindTrustedProvider;
  readonly exchanges?: ExchangeRecorder | undefined;
}

const unknownAddress =
  'This e-mail address is unknown here. Check the spelling, or ask your administrator to add you as an employee.';

/** GET and POST /login: from an e-mail address to the identity provider. `?company=` goes there at once, `?to=` names the page to return to. */
export async function login(app: FastifyInstance, options: LoginOptions): Promise<void> {
  const { db, clock, publicUrl, findProvider, exchanges } = options;

  app.get('/login', async (request, reply) => {
    const { company, to } = single(request.query);
    const returnTo = returnPath(to, publicUrl());
    if (company === undefined) return show(reply, { returnTo });
    return enter(request, reply, company, { returnTo });
  });

  app.post('/login', { preHandler: app.csrfProtection }, async (request, reply) => {
    const { email = '', to } = single(request.body);
    const returnTo = returnPath(to, publicUrl());
    const typed = { email, returnTo };
    if (email.trim() === '')
      return show(reply, { ...typed, error: 'Enter your e-mail address.' }, 400);
    const companies = email.length > 254 ? [] : await findCompanies(db, email.trim());
    const [company, ...more] = companies;
    if (!company) return show(reply, { ...typed, error: unknownAddress }, 404);
    if (more.length > 0)
      return show(reply, {
        ...typed,
        companies,
        error: 'You work for several companies. Choose one:',
      });
    return enter(request, reply, company.id, typed);
  });

  async function enter(
    request: FastifyRequest,
    reply: FastifyReply,
    companyId: string,
    typed: { email?: string; returnTo: string | undefined },
  ) {
    const found = await findProvider(companyId);
    if (!found) return show(reply, { ...typed, error: 'This company does not exist.' }, 404);
    const { provider, companyName } = found;
    if (!provider) return show(reply, { ...typed, notEnabled: companyName }, 403);
    const { email, returnTo } = typed;
    return startSignIn(db, request, reply, {
      provider,
      returnTo,
      loginHint: email?.trim(),
      publicUrl: publicUrl(),
      now: clock(),
      exchanges,
    });
  }
}

function show(reply: FastifyReply, props: Omit<LoginPageProps, 'csrfToken'>, status = 200) {
  return reply.page(<LoginPage {...props} csrfToken={reply.generateCsrf()} />, status);
}

/** The fields that were sent once; a repeated one counts as absent. */
function single(fields: unknown): Record<string, string | undefined> {
  const entries = Object.entries((fields ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/**
 * The companies of a person with this e-mail address or user name: those that have them as an employee, else the one that
 * registered their mail domain. `/login` carries no company id, so this is how the SP finds the tenant
 * (entra-admin.md 0, item 6). At most ten.
 */
async function findCompanies(db: Database, email: string): Promise<Company[]> {
  const employers = await db
    .selectFrom('employeeSignInName')
    .innerJoin('company', 'company.id', 'employeeSignInName.companyId')
    .select(['company.id', 'company.name'])
    .where('nameKey', '=', emailKey(email))
    .orderBy('company.name')
    .limit(10)
    .execute();
  if (employers.length > 0) return employers;
  return db
    .selectFrom('companyDomain')
    .innerJoin('company', 'company.id', 'companyDomain.companyId')
    .select(['company.id', 'company.name'])
    .where('companyDomain.domain', '=', mailDomain(email))
    .execute();
}
