import type { FastifyInstance, FastifyReply } from 'fastify';
import { isFormToken } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import { recordSecondFactor } from '../directory/sign-in/pending-sign-ins.ts';
import type { UserRow } from '../directory/tables.ts';
import { findUserById } from '../directory/users/users.ts';
import { aadsts } from '../errors.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { tokensFor } from './begin-sign-in.ts';
import type { FinishSignIn } from './finish-sign-in.ts';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import { originOf } from './page-config.ts';
import { type FoundSignIn, readPostedForm } from './posted-form.ts';
import { reportInterruption, reportRefusal } from './report-refusal.ts';
import { authenticatorCode, methodsOf, userProofs } from './second-factor-methods.ts';
import { SecondFactorView } from './second-factor-view.tsx';
import { showPage } from './show-page.tsx';
import { showStep } from './show-step.tsx';
import { rememberedChoice } from './stay-signed-in-routes.tsx';
import { BEGIN_AUTH, END_AUTH, SECOND_FACTOR, staySignedInStep } from './step-addresses.ts';

/**
 * `/common/SAS/ProcessAuth`: the code, or the flow token that `EndAuth` gave for it. The right one leads to "Stay signed in?"; a user who
 * was signed in already is done.
 */
export function secondFactorRoutes(
  app: FastifyInstance,
  serve: ServeVisit,
  finish: FinishSignIn,
): void {
  app.get(
    SECOND_FACTOR,
    serve((visit) =>
      showStep(visit, async (found) =>
        showSecondFactor(visit, found, await passwordGiven(visit.context, found.pending)),
      ),
    ),
  );

  app.post(
    SECOND_FACTOR,
    serve(async (visit) => {
      const { context, request, reply } = visit;
      const form = await readPostedForm(visit, 'optional');
      const { fields, browser, ctx, pending } = form;
      const given = await passwordGiven(context, pending);
      const { user, authenticated, step, proven } = given;
      const isToken = (purpose: readonly string[]) =>
        isFormToken(fields.flowToken, browser, 'flow', ctx, ...purpose);
      if (!(authenticated.secondFactor && isToken(proven))) {
        if (!isToken(step)) throw aadsts(165000, {});
        if (!fields.otc) return showSecondFactor(visit, form, given, inlineErrors.codeMissing);
        const error = await authenticatorCode.end(context, user, fields.otc);
        if (error) {
          await reportRefusal(visit, form, error.code, user);
          return showSecondFactor(visit, form, given, error);
        }
        await recordSecondFactor(context.db, ctx);
      }
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

interface PasswordGiven {
  user: UserRow;
  authenticated: NonNullable<FoundSignIn['pending']['authenticated']>;
  /** Binds the flow token of the page to this user and this check of the password. */
  step: readonly string[];
  /** The same for the flow token after the second factor. */
  proven: readonly string[];
}

/**
 * The user whose password was right.
 *
 * @throws {IdpError} 50089 when no password was given yet, or the user was deleted in the meantime
 */
export async function passwordGiven(
  { db }: IdpContext,
  { authenticated }: FoundSignIn['pending'],
): Promise<PasswordGiven> {
  const user = authenticated && (await findUserById(db, authenticated.userId));
  if (!user) throw aadsts(50089, {});
  const check = [user.id, authenticated.authnInstant];
  return {
    user,
    authenticated,
    step: ['second-factor', ...check],
    proven: ['second-factor-given', ...check],
  };
}

function showSecondFactor(
  visit: SignInVisit,
  { browser, ctx }: FoundSignIn,
  { user, step }: PasswordGiven,
  error?: InlineError,
): FastifyReply {
  const { context, request } = visit;
  const tokens = tokensFor(browser, ctx, request.id, ...step);
  const userName = user.userPrincipalName;
  const origin = originOf(request, context.publicUrl());
  return showPage(
    visit,
    {
      pgid: 'ConvergedTFA',
      urlPost: `${origin}${SECOND_FACTOR}`,
      tokens,
      userName,
      error,
      more: {
        urlBeginAuth: `${origin}${BEGIN_AUTH}`,
        urlEndAuth: `${origin}${END_AUTH}`,
        ...userProofs(methodsOf(user)),
      },
    },
    <SecondFactorView tokens={tokens} userName={userName} error={error} />,
  );
}
