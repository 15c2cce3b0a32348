import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '../../../input/not-found.ts';
import {
  changeProvisioning,
  disableProvisioning,
  enableProvisioning,
  findProvisioning,
  revokeProvisioningToken,
  rotateProvisioningToken,
  type UniqueIdentifier,
} from '../../administration/provisioning.ts';
import { isProvisioningFault } from '../../administration/provisioning-faults.ts';
import { listRefusedSignIns } from '../../refused-sign-ins/refused-sign-ins.ts';
import { findOperation, latestOperations } from '../../scim/operations/received-operations.ts';
import { text, texts, ticked } from '../form-fields.ts';
import type { AdminConsoleOptions } from '../options.ts';
import { administratorOf, frameOf } from '../sign-in/require-administrator.ts';
import { DisablePage } from './disable-page.tsx';
import { OperationPage } from './operation-page.tsx';
import { page } from './provisioning-heading.tsx';
import { ProvisioningPage } from './provisioning-page.tsx';

/** The message after a redirect: `?done=saved`. */
const done: ReadonlyMap<string, string> = new Map(
  Object.entries({
    saved: 'The settings were saved.',
    revoked: 'The token was revoked. No request is accepted until you make a new one.',
    disabled: 'Employee provisioning is disabled.',
    kept: 'Nothing was changed: there is a newer token already. If you do not have it, make a new one.',
  }),
);

/** How many are shown. */
const OPERATIONS = 100;
const REFUSED = 20;

/** Integrations > Employee Provisioning (entra-admin.md 2.1). */
export async function provisioning(
  app: FastifyInstance,
  { db, clock, publicUrl }: AdminConsoleOptions,
): Promise<void> {
  const companyOf = (request: FastifyRequest) => administratorOf(request).company.id;
  const protectedForm = { preHandler: app.csrfProtection };

  async function show(request: FastifyRequest, reply: FastifyReply, token?: string) {
    const companyId = companyOf(request);
    const saved = await findProvisioning(db, companyId);
    return reply.page(
      <ProvisioningPage
        frame={frameOf(request, reply)}
        saved={saved?.enabled ? saved : undefined}
        scimUrl={`${publicUrl()}/scim/v2`}
        token={token}
        done={done.get(text(request.query, 'done') ?? '')}
        operations={await latestOperations(db, companyId, OPERATIONS)}
        refused={await listRefusedSignIns(db, companyId, REFUSED)}
      />,
    );
  }

  /**
   * Shown in the answer itself, as it is never shown again. The form says which token its administrator saw, so that a page that is loaded again, and a
   * colleague who was slower, replace no newer one.
   */
  const showNewToken =
    (make: typeof enableProvisioning) => async (request: FastifyRequest, reply: FastifyReply) => {
      const seen = text(request.body, 'tokenHint');
      const { tokenHint } = (await findProvisioning(db, companyOf(request))) ?? {};
      if (seen !== undefined && seen !== (tokenHint ?? ''))
        return reply.redirect(`${page}?done=kept`, 303);
      const made = await orNotEnabled(make(db, clock, companyOf(request)));
      return made ? show(request, reply, made.token) : reply.redirect(page, 303);
    };

  app.get(page, (request, reply) => show(request, reply));
  // The address of the page with the token, when it is opened again.
  for (const posted of ['enable', 'token'])
    app.get(`${page}/${posted}`, (_, reply) => reply.redirect(page, 303));
  app.post(`${page}/enable`, protectedForm, showNewToken(enableProvisioning));
  app.post(`${page}/token`, protectedForm, showNewToken(rotateProvisioningToken));

  app.post(`${page}/revoke`, protectedForm, async (request, reply) => {
    await orNotEnabled(revokeProvisioningToken(db, companyOf(request)));
    return reply.redirect(`${page}?done=revoked`, 303);
  });

  app.get(`${page}/disable`, (request, reply) =>
    reply.page(<DisablePage frame={frameOf(request, reply)} />),
  );
  app.post(`${page}/disable`, protectedForm, async (request, reply) => {
    await disableProvisioning(db, companyOf(request));
    return reply.redirect(`${page}?done=disabled`, 303);
  });

  app.post(`${page}/settings`, protectedForm, async (request, reply) => {
    const { body } = request;
    const identifier = text(body, 'uniqueIdentifier');
    const uniqueIdentifier: UniqueIdentifier =
      identifier === 'employeeNumber' ? 'employeeNumber' : 'email';
    const faults = texts(body, 'faults').filter(isProvisioningFault);
    const change = { groups: ticked(body, 'groups'), uniqueIdentifier, faults };
    await orNotEnabled(changeProvisioning(db, companyOf(request), change));
    return reply.redirect(`${page}?done=saved`, 303);
  });

  app.get<{ Params: { number: string } }>(`${page}/operations/:number`, async (request, reply) => {
    const { number } = request.params;
    const operation = /^\d{1,9}$/.test(number)
      ? await findOperation(db, companyOf(request), Number(number))
      : undefined;
    if (!operation) return reply.callNotFound();
    return reply.page(<OperationPage frame={frameOf(request, reply)} operation={operation} />);
  });
}

/** A colleague may have disabled provisioning in the meantime: then the page says so. */
async function orNotEnabled<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}
