import type { FastifyInstance } from 'fastify';
import { isFormToken } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import { recordSecondFactor } from '../directory/sign-in/pending-sign-ins.ts';
import { useCode } from '../directory/sign-in/second-factor.ts';
import { lockedUntil, settleAttempt } from '../directory/sign-in/smart-lockout.ts';
import type { UserRow } from '../directory/tables.ts';
import { findUserById } from '../directory/users/users.ts';
import { aadsts } from '../errors.ts';
import type { ServeVisit } from '../sign-in-visit.ts';
import { tokensFor } from './begin-sign-in.tsx';
import type { FinishSignIn } from './finish-sign-in.ts';
import { inlineErrors } from './inline-error.tsx';
import { type PostedForm, readPostedForm } from './posted-form.ts';
import { reportInterruption, reportRefusal } from './report-refusal.ts';
import { SecondFactorView } from './second-factor-view.tsx';
import { showStep } from './show-step.tsx';
import { rememberedChoice } from './stay-signed-in-routes.tsx';
import { SECOND_FACTOR, staySignedInStep } from './step-addresses.ts';

/**
 * `/common/SAS/ProcessAuth`: the code. The right one leads to "Stay signed in?"; a user who was signed in already is done.
 */
export function secondFactorRoutes(
  app: FastifyInstance,
  serve: ServeVisit,
  finish: FinishSignIn,
): void {
  app.get(
    SECOND_FACTOR,
    serve((visit) =>
      showStep(visit, async ({ browser, ctx, pending }) => {
        const { user, step } = await authenticatedUser(visit.context, pending);
        const tokens = tokensFor(browser, ctx, visit.request.id, ...step);
        return <SecondFactorView tokens={tokens} userName={user.userPrincipalName} />;
      }),
    ),
  );

  app.post(
    SECOND_FACTOR,
    serve(async (visit) => {
      const { context, request, reply } = visit;
      const form = await readPostedForm(visit);
      const { fields, browser, ctx, pending } = form;
      const { user, authenticated, step } = await authenticatedUser(context, pending);
      if (!isFormToken(fields.flowToken, browser, 'flow', ctx, ...step)) throw aadsts(165000, {});
      const error = await refusalOf(context, user, fields.otc ?? '');
      if (error) {
        await reportRefusal(visit, form, error.code, user);
        const tokens = tokensFor(browser, ctx, request.id, ...step);
        return reply.page(
          <SecondFactorView tokens={tokens} userName={user.userPrincipalName} error={error} />,
        );
      }
      await recordSecondFactor(context.db, ctx);
      const stay = pending.persistent ?? rememberedChoice(request);
      if (stay === undefined) {
        await reportInterruption(visit, form, 50140, user);
        return reply.redirect(staySignedInStep(ctx), 303);
      }
      const passed = { ...pending, authenticated: { ...authenticated, secondFactor: true } };
      return finish(visit, { ctx, pending: passed, stay });
    }),
  );
}

/**
 * The user whose password was right. `step` binds the form to this user and this check of the password.
 *
 * @throws {IdpError} 50089 when no password was given yet, or the user was deleted in the meantime
 */
async function authenticatedUser({ db }: IdpContext, { authenticated }: PostedForm['pending']) {
  const user = authenticated && (await findUserById(db, authenticated.userId));
  if (!user) throw aadsts(50089, {});
  return { user, authenticated, step: ['second-factor', user.id, authenticated.authnInstant] };
}

/** Why this code is refused. */
async function refusalOf({ db, clock }: IdpContext, user: UserRow, code: string) {
  const attempt = { tenantId: user.tenantId, userId: user.id, factor: 'code' } as const;
  if (await lockedUntil(db, attempt, clock())) return inlineErrors.locked;
  const found = await useCode(db, user.id, code, clock());
  const verdict = await settleAttempt(db, attempt, { right: found === 'right' }, clock());
  if (verdict === 'locked') return inlineErrors.locked;
  if (verdict === 'right') return undefined;
  return found === 'used' ? inlineErrors.usedCode : inlineErrors.wrongCode;
}
