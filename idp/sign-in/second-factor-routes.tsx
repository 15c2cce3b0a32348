import type { FastifyInstance, FastifyReply } from 'fastify';
import { isMultifactor } from '../authentication-methods/modes.ts';
import { isFormToken } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import { recordNextMethod } from '../directory/sign-in/pending-sign-ins.ts';
import type { UserRow } from '../directory/tables.ts';
import { findUserById } from '../directory/users/users.ts';
import { aadsts } from '../errors.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { tokensFor } from './begin-sign-in.ts';
import type { FinishSignIn } from './finish-sign-in.ts';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import { authenticatorCode } from './methods/authenticator-code.ts';
import { userProofs } from './methods/method.ts';
import { secondFactorsOf } from './methods/registered-methods.ts';
import { nextStep } from './next-step.ts';
import { originOf } from './page-config.ts';
import { type FoundSignIn, readPostedForm } from './posted-form.ts';
import { reportRefusal } from './report-refusal.ts';
import { SecondFactorView } from './second-factor-view.tsx';
import { showPage } from './show-page.tsx';
import { showStep } from './show-step.tsx';
import { BEGIN_AUTH, END_AUTH, SECOND_FACTOR } from './step-addresses.ts';

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
        showSecondFactor(visit, found, await firstMethodGiven(visit.context, found.pending)),
      ),
    ),
  );

  app.post(
    SECOND_FACTOR,
    serve(async (visit) => {
      const { context } = visit;
      const form = await readPostedForm(visit, 'optional');
      const { fields, browser, ctx, pending } = form;
      const given = await firstMethodGiven(context, pending);
      const { user, authenticated, step, proven } = given;
      const isToken = (purpose: readonly string[]) =>
        isFormToken(fields.flowToken, browser, 'flow', ctx, ...purpose);
      let passed = authenticated;
      if (!(isMultifactor(authenticated.methods) && isToken(proven))) {
        if (!isToken(step)) throw aadsts(165000, {});
        if (!fields.otc) return showSecondFactor(visit, form, given, inlineErrors.codeMissing);
        const error = await authenticatorCode.end(context, user, fields.otc);
        if (error) {
          await reportRefusal(visit, form, error.code, user);
          return showSecondFactor(visit, form, given, error);
        }
        const { mode } = authenticatorCode;
        passed = await recordNextMethod(context.db, ctx, authenticated, mode);
      }
      return nextStep(visit, { ctx, form, user, authenticated: passed }, finish);
    }),
  );
}

interface FirstMethodGiven {
  user: UserRow;
  authenticated: NonNullable<FoundSignIn['pending']['authenticated']>;
  /** Binds the flow token of the page to this user and this check of the first method. */
  step: readonly string[];
  /** The same for the flow token after the second factor. */
  proven: readonly string[];
}

/**
 * The user whose first method was right.
 *
 * @throws {IdpError} 50089 when no method was given yet, or the user was deleted in the meantime
 */
export async function firstMethodGiven(
  { db }: IdpContext,
  { authenticated }: FoundSignIn['pending'],
): Promise<FirstMethodGiven> {
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
  { user, step }: FirstMethodGiven,
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
        ...userProofs(secondFactorsOf(user)),
      },
    },
    <SecondFactorView tokens={tokens} userName={userName} error={error} />,
  );
}
