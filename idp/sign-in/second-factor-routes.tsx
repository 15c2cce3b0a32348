import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isFormToken } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import { recordSecondFactor } from '../directory/sign-in/pending-sign-ins.ts';
import { useCode } from '../directory/sign-in/second-factor.ts';
import { lockedUntil, settleAttempt } from '../directory/sign-in/smart-lockout.ts';
import type { UserRow } from '../directory/tables.ts';
import { findUserById } from '../directory/users/users.ts';
import { aadsts } from '../errors.ts';
import { tokensFor } from './begin-sign-in.tsx';
import type { FinishSignIn } from './finish-sign-in.ts';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import { type PostedForm, readPostedForm } from './posted-form.ts';
import { reportInterruption, reportRefusal } from './report-refusal.ts';
import { SecondFactorView } from './second-factor-view.tsx';
import { showStep } from './show-step.tsx';
import { rememberedChoice } from './stay-signed-in-choice.ts';
import { SECOND_FACTOR, staySignedInStep } from './step-addresses.ts';

/**
 * `/common/SAS/ProcessAuth`: the code. The right one leads on to "Stay signed in?", or, for somebody who was signed in
 * already, to the end.
 */
export function secondFactorRoutes(
  app: FastifyInstance,
  context: IdpContext,
  finish: FinishSignIn,
): void {
  app.get(SECOND_FACTOR, (request, reply) =>
    showStep(context, request, reply, async ({ browser, ctx, pending }) => {
      const user = await userOf(context, pending);
      const tokens = tokensFor(browser, ctx, request.id, ...step(user, pending));
      return <SecondFactorView tokens={tokens} userName={user.userPrincipalName} />;
    }),
  );

  app.post(SECOND_FACTOR, async (request, reply) => {
    const form = await readPostedForm(context, request);
    const { fields, browser, ctx, pending } = form;
    const user = await userOf(context, pending);
    if (!isFormToken(fields.flowToken, browser, 'flow', ctx, ...step(user, pending)))
      throw aadsts(165000, {});
    const error = await refusalOf(context, user, fields.otc ?? '');
    if (error) return refuse(context, request, reply, form, user, error);
    await recordSecondFactor(context.db, ctx);
    return goOn(context, request, reply, finish, form, user);
  });
}

type Pending = PostedForm['pending'];

/** @throws {IdpError} 50089 when no password was given yet, or the user was deleted meanwhile */
async function userOf({ db }: IdpContext, { authenticated }: Pending): Promise<UserRow> {
  const user = authenticated && (await findUserById(db, authenticated.userId));
  if (!user) throw aadsts(50089, {});
  return user;
}

/** Why this code is not taken. */
async function refusalOf({ db, clock }: IdpContext, user: UserRow, code: string) {
  const attempt = { tenantId: user.tenantId, userId: user.id, factor: 'code' } as const;
  if (await lockedUntil(db, attempt, clock())) return inlineErrors.locked;
  const found = await useCode(db, user.id, code, clock());
  const verdict = await settleAttempt(db, attempt, { right: found === 'right' }, clock());
  if (verdict === 'locked') return inlineErrors.locked;
  if (verdict === 'right') return undefined;
  return found === 'used' ? inlineErrors.usedCode : inlineErrors.wrongCode;
}

/** Binds the form to the user and the password check that it was shown for. */
const step = (user: UserRow, { authenticated }: Pending): string[] => [
  'second-factor',
  user.id,
  authenticated?.authnInstant ?? '',
];

async function refuse(
  context: IdpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  form: PostedForm,
  user: UserRow,
  error: InlineError & { code: 50053 | 500121 },
): Promise<FastifyReply> {
  const { browser, ctx, pending } = form;
  await reportRefusal(context, request, form, error.code, user);
  const tokens = tokensFor(browser, ctx, request.id, ...step(user, pending));
  const { userPrincipalName } = user;
  return reply.page(
    <SecondFactorView tokens={tokens} userName={userPrincipalName} error={error} />,
  );
}

async function goOn(
  context: IdpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  finish: FinishSignIn,
  form: PostedForm,
  user: UserRow,
): Promise<FastifyReply> {
  const { ctx, pending } = form;
  const { authenticated } = pending;
  if (!authenticated) throw aadsts(50089, {});
  const stay = pending.persistent ?? rememberedChoice(request);
  if (stay === undefined) {
    await reportInterruption(context, request, form, 50140, user);
    return reply.redirect(staySignedInStep(ctx), 303);
  }
  const passed = { ...pending, authenticated: { ...authenticated, secondFactor: true } };
  return finish(request, reply, { ctx, pending: passed, stay });
}
