import type { FastifyInstance, FastifyReply } from 'fastify';
import { isMultifactor } from '../../authentication-methods/modes.ts';
import { isFormToken } from '../../browser-cookie.ts';
import { hasStrongerFirst } from '../../conditional-access/authentication-strength.ts';
import { registerSoftwareOath } from '../../directory/authentication-methods/authentication-methods.ts';
import { registeredModes } from '../../directory/authentication-methods/registered-modes.ts';
import { recordAudit } from '../../directory/logs/audit-log.ts';
import { recordNextMethod } from '../../directory/sign-in/pending-sign-ins.ts';
import { secondFactorOf, secretAddress } from '../../directory/sign-in/second-factor.ts';
import type { UserRow } from '../../directory/tables.ts';
import { aadsts } from '../../errors.ts';
import type { ServeVisit, SignInVisit } from '../../sign-in-visit.ts';
import { tokensFor } from '../begin-sign-in.ts';
import type { FinishSignIn } from '../finish-sign-in.ts';
import { firstMethodGiven } from '../first-method-given.ts';
import { type InlineError, inlineErrors } from '../inline-error.tsx';
import { oathCode } from '../methods/oath-code.ts';
import { secondFactorsOf } from '../methods/registered-methods.ts';
import { mustChangePassword, nextStep } from '../next-step.ts';
import { anotherMethod, otherMethodNeeded } from '../other-method-needed.ts';
import { originOf } from '../page-config.ts';
import { type FoundSignIn, type PostedForm, readPostedForm } from '../posted-form.ts';
import { purposeWords } from '../purpose-words.ts';
import { reportRefusal } from '../report-refusal.ts';
import { showPage } from '../show-page.tsx';
import { showStep } from '../show-step.tsx';
import {
  changePasswordStep,
  loginAddress,
  PROOF_UP,
  REGISTER,
  REGISTERED,
  registeredStep,
  registerStep,
  secondFactorStep,
} from '../step-addresses.ts';
import { ProofUpView } from './proof-up-view.tsx';
import { RegisteredPage, RegisterPage } from './register-pages.tsx';

/**
 * A policy requires a second factor, and the user has none: "More information required", then the secret of an authenticator app and its
 * first code, then "Done". Entra does the middle part at mysignins.microsoft.com. The flow token of each form names the user and the check
 * of the first method.
 */
export function registrationRoutes(
  app: FastifyInstance,
  serve: ServeVisit,
  finish: FinishSignIn,
): void {
  app.get(
    PROOF_UP,
    serve((visit) => showStep(visit, (found) => ifAllowed(visit, found, showProofUp))),
  );
  app.post(
    PROOF_UP,
    serve(async (visit) => {
      const form = await readPostedForm(visit, 'optional');
      await requireToken(visit, form, 'proof-up');
      return ifAllowed(visit, form, async (_, { ctx }, { user }) => {
        await audit(visit, user, 'User started security info registration');
        return visit.reply.redirect(registerStep(ctx), 303);
      });
    }),
  );
  app.get(
    REGISTER,
    serve((visit) => showStep(visit, (found) => ifAllowed(visit, found, showRegister))),
  );
  app.post(
    REGISTER,
    serve(async (visit) => {
      const form = await readPostedForm(visit, 'required');
      await requireToken(visit, form, 'register');
      return ifAllowed(visit, form, (_, found, who) => register(visit, form, found, who));
    }),
  );
  app.get(
    REGISTERED,
    serve((visit) =>
      showStep(visit, async (found) => {
        const { user, authenticated } = await firstMethodGiven(visit.context, found.pending);
        if (!isMultifactor(authenticated.methods)) throw aadsts(50089, {});
        const tokens = tokensFor(
          found.browser,
          found.ctx,
          visit.request.id,
          ...stepOf('registered', authenticated),
        );
        return noStore(visit.reply).page(
          <RegisteredPage tokens={tokens} userName={user.userPrincipalName} />,
        );
      }),
    ),
  );
  app.post(
    REGISTERED,
    serve(async (visit) => {
      const form = await readPostedForm(visit, 'required');
      await requireToken(visit, form, 'registered');
      const { user, authenticated } = await firstMethodGiven(visit.context, form.pending);
      return nextStep(visit, { ctx: form.ctx, form, user, authenticated }, finish);
    }),
  );
}

type Authenticated = NonNullable<FoundSignIn['pending']['authenticated']>;

interface Who {
  user: UserRow;
  authenticated: Authenticated;
}

type Handler = (
  visit: SignInVisit,
  found: FoundSignIn,
  who: Who,
) => FastifyReply | Promise<FastifyReply>;

/**
 * Registration is for users without a second factor: a person who knows only the password must not add one to an account that has one, nor
 * before a password that has to be changed was changed.
 *
 * @throws {IdpError} 50074 when the user has a stronger method to sign in with
 */
async function ifAllowed(
  visit: SignInVisit,
  found: FoundSignIn,
  handle: Handler,
): Promise<FastifyReply> {
  const who = await firstMethodGiven(visit.context, found.pending);
  if (mustChangePassword(who)) return visit.reply.redirect(changePasswordStep(found.ctx), 303);
  if ((await secondFactorsOf(visit.context.db, who.user)).length > 0)
    return visit.reply.redirect(secondFactorStep(found.ctx), 303);
  if (hasStrongerFirst(await registeredModes(visit.context.db, who.user.id)))
    throw otherMethodNeeded(['multifactorAuthentication'], anotherMethod(visit, found, who.user));
  return handle(visit, found, who);
}

type Purpose = 'proof-up' | 'register' | 'registered';

const stepOf = (purpose: Purpose, { userId, authnInstant }: Authenticated) =>
  [purpose, userId, authnInstant] as const;

/** @throws {IdpError} 165000 when the form was made for another step, user or browser */
async function requireToken(visit: SignInVisit, form: PostedForm, purpose: Purpose): Promise<void> {
  const { fields, browser, ctx } = form;
  const { authenticated } = await firstMethodGiven(visit.context, form.pending);
  if (!isFormToken(fields.flowToken, browser, 'flow', ctx, ...stepOf(purpose, authenticated)))
    throw aadsts(165000, {});
}

function showProofUp(
  visit: SignInVisit,
  { browser, ctx, pending }: FoundSignIn,
  { user, authenticated }: Who,
): FastifyReply {
  const { context, request } = visit;
  const tokens = tokensFor(browser, ctx, request.id, ...stepOf('proof-up', authenticated));
  const userName = user.userPrincipalName;
  const otherAccount = `${loginAddress(pending.tenantId)}?${new URLSearchParams({ ctx })}`;
  return showPage(
    visit,
    {
      pgid: 'ConvergedProofUpRedirect',
      urlPost: `${originOf(request, context.publicUrl())}${PROOF_UP}`,
      tokens,
      userName,
      more: { sProofUpAuthState: ctx, iRemainingDaysToSkipMfaRegistration: 0 },
    },
    <ProofUpView tokens={tokens} userName={userName} otherAccount={otherAccount} />,
  );
}

async function showRegister(
  visit: SignInVisit,
  { browser, ctx }: FoundSignIn,
  { user, authenticated }: Who,
  error?: InlineError,
): Promise<FastifyReply> {
  const secret = await secondFactorOf(visit.context.db, user.id);
  const userName = user.userPrincipalName;
  const tokens = tokensFor(browser, ctx, visit.request.id, ...stepOf('register', authenticated));
  return noStore(visit.reply).page(
    <RegisterPage
      tokens={tokens}
      userName={userName}
      secret={secret}
      address={secretAddress(secret, userName)}
      error={error}
    />,
  );
}

/** The page holds a secret. */
const noStore = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store');

/** Registers the app whose first code was typed. A wrong code counts as one at the second factor does. */
async function register(
  visit: SignInVisit,
  form: PostedForm,
  found: FoundSignIn,
  who: Who,
): Promise<FastifyReply> {
  const { context, reply } = visit;
  const { user, authenticated } = who;
  const { otc } = form.fields;
  if (!otc) return showRegister(visit, found, who, inlineErrors.codeMissing);
  const app = oathCode({ ...user, softwareOath: 1 }, []);
  const application = await purposeWords(context.db, found.pending);
  const outcome = await app?.end(context, { ctx: found.ctx, user, application }, otc);
  if (typeof outcome !== 'object') throw new TypeError('A code is right or refused.');
  if ('refused' in outcome) {
    const { error } = outcome.refused;
    await reportRefusal(visit, form, error.code, user);
    return showRegister(visit, found, who, error);
  }
  await registerSoftwareOath(context.db, user.id);
  await recordNextMethod(context.db, found.ctx, authenticated, outcome.proven);
  await audit(visit, user, 'User registered security info');
  return reply.redirect(registeredStep(found.ctx), 303);
}

const audit = ({ context }: SignInVisit, user: UserRow, activity: string): Promise<void> =>
  recordAudit(
    context.db,
    {
      actor: user,
      activity,
      category: 'UserManagement',
      target: { type: 'User', id: user.id, displayName: user.userPrincipalName },
    },
    context.clock(),
  );
