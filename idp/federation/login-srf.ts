import type { FastifyInstance, FastifyReply } from 'fastify';
import { recordFirstMethods } from '../directory/sign-in/pending-sign-ins.ts';
import type { UserRow } from '../directory/tables.ts';
import { accountIn } from '../directory/users/guests.ts';
import { aadsts, IdpError } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';
import type { FinishSignIn } from '../sign-in/finish-sign-in.ts';
import { nextStep } from '../sign-in/next-step.ts';
import { findSignIn } from '../sign-in/posted-form.ts';
import { describeForm, type ReportedForm } from '../sign-in/report-refusal.ts';
import { fileOutcome } from '../sign-in-outcome/file-sign-in.ts';
import { reportStep } from '../sign-in-outcome/report-exchange.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { acceptResponse, type FederatedSignIn } from './accept-response.ts';
import { ctxIn } from './begin-federated-sign-in.ts';
import { LOGIN_SRF } from './microsoft-online.ts';

/**
 * `/login.srf`: takes the Response of a federated identity provider. The browser's cookie and the RelayState name the sign-in that it belongs
 * to; a Response that answers no request of it is refused, so another site cannot sign a user in as a different user.
 */
export function loginSrf(app: FastifyInstance, serve: ServeVisit, finish: FinishSignIn): void {
  app.post(
    LOGIN_SRF,
    { config: { fromOtherSites: true } },
    serve(async (visit) => answer(visit, finish)),
  );
}

async function answer(visit: SignInVisit, finish: FinishSignIn): Promise<FastifyReply> {
  const { context, request } = visit;
  const { SAMLResponse, RelayState } = readOnce(request.body, ['SAMLResponse', 'RelayState']);
  if (!SAMLResponse) throw aadsts(90081, {});
  const { ctx, pending } = await findSignIn(visit, ctxIn(RelayState));
  const form: ReportedForm = { pending, fields: {} };
  const { user, method, classRef } = await filed(visit, form, async () => {
    const accepted = await acceptResponse(context, { encoded: SAMLResponse, ctx });
    return { ...accepted, user: await accountFor(visit, form, accepted) };
  });
  reportStep(visit, {
    what: `Accepted the Response of the identity provider of the domain: it signed ${user.userPrincipalName} in${classRef === undefined ? '' : ` with ${classRef}`}.`,
    user: user.userPrincipalName,
  });
  const authenticated = await recordFirstMethods(
    context.db,
    ctx,
    { userId: user.id, methods: [method], federatedClassRef: classRef },
    context.clock(),
  );
  return nextStep(visit, { ctx, form, user, authenticated }, finish);
}

/** Files a refusal, under the application and the tenant of the sign-in. */
async function filed<Result>(
  visit: SignInVisit,
  form: ReportedForm,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof IdpError) {
      await describeForm(visit, form, undefined);
      visit.trail.refused(error);
      await fileOutcome(visit);
    }
    throw error;
  }
}

/** The account in the tenant of the sign-in: the user, or the user as a guest. @throws {IdpError} 50034 without one, 50057 for a blocked guest */
async function accountFor(
  { context }: SignInVisit,
  { pending }: ReportedForm,
  { user }: FederatedSignIn,
): Promise<UserRow> {
  const { tenantId } = pending;
  const account = tenantId === 'common' ? user : await accountIn(context.db, tenantId, user);
  if (!account) throw aadsts(50034, { user: user.userPrincipalName, tenant: tenantId });
  if (account.accountEnabled !== 1) throw aadsts(50057, {});
  return account;
}
