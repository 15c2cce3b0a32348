import type { FastifyInstance } from 'fastify';
import { isMultifactor } from '../authentication-methods/modes.ts';
import { isFormToken } from '../browser-cookie.ts';
import { recordNextMethod } from '../directory/sign-in/pending-sign-ins.ts';
import { aadsts } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import type { FinishSignIn } from './finish-sign-in.ts';
import { firstMethodGiven } from './first-method-given.ts';
import { inlineErrors } from './inline-error.tsx';
import type { SignInMethod } from './methods/method.ts';
import { secondFactorsOf } from './methods/registered-methods.ts';
import { nextStep } from './next-step.ts';
import { type FoundSignIn, type PostedForm, readPostedForm } from './posted-form.ts';
import { purposeWords } from './purpose-words.ts';
import { reportInterruption, reportRefusal } from './report-refusal.ts';
import { type SecondFactorStep, showMethod, showProofs } from './show-second-factor.tsx';
import { showStep } from './show-step.tsx';
import { proofUpStep, SECOND_FACTOR, secondFactorStep } from './step-addresses.ts';

/**
 * `/common/SAS/ProcessAuth`: the page of a method or the list of all, and their forms: a method from the list, a code, "Continue" after an approval,
 * or the flow token that `EndAuth` gave. The right proof leads to "Stay signed in?"; a user who was signed in already is done.
 */
export function secondFactorRoutes(
  app: FastifyInstance,
  serve: ServeVisit,
  finish: FinishSignIn,
): void {
  app.get(
    SECOND_FACTOR,
    serve((visit) =>
      showStep(visit, async (found) => {
        const step = await secondFactorStepOf(visit, found);
        if (step.methods.length === 0) return visit.reply.redirect(proofUpStep(found.ctx), 303);
        const asked = readOnce(visit.request.query, ['mfaAuthMethod', 'proofs'] as const);
        if (asked.proofs !== undefined) return showProofs(visit, step);
        const method = methodOf(step, asked.mfaAuthMethod);
        return method
          ? showMethod(visit, step, method)
          : showProofs(visit, step, inlineErrors.noSuchMethod);
      }),
    ),
  );

  app.post(
    SECOND_FACTOR,
    serve(async (visit) => {
      const { context, reply } = visit;
      const form = await readPostedForm(visit, 'optional');
      const { fields, browser, ctx, pending } = form;
      const given = await firstMethodGiven(context, pending);
      const { user, authenticated, proven } = given;
      const isToken = (purpose: readonly string[]) =>
        isFormToken(fields.flowToken, browser, 'flow', ctx, ...purpose);
      if (isMultifactor(authenticated.methods) && isToken(proven))
        return nextStep(visit, { ctx, form, user, authenticated }, finish);
      if (!isToken(given.step)) throw aadsts(165000, {});

      const step = await secondFactorStepOf(visit, form);
      if (step.methods.length === 0) {
        await reportInterruption(visit, form, 50072, user);
        return reply.redirect(proofUpStep(ctx), 303);
      }
      const method = methodOf(step, fields.proof ?? fields.mfaAuthMethod);
      if (!method) return refuseMethod(visit, form, step);
      if (fields.proof !== undefined) {
        await method.begin?.(context, step.signingIn);
        return reply.redirect(secondFactorStep(ctx, method.authMethodId), 303);
      }
      if (method.asksFor === 'code' && !fields.otc)
        return showMethod(visit, step, method, inlineErrors.codeMissing);
      const outcome = await method.end(context, step.signingIn, fields.otc ?? '');
      if (outcome === 'waiting') return showMethod(visit, step, method, inlineErrors.stillWaiting);
      if ('refused' in outcome) {
        const { error } = outcome.refused;
        await reportRefusal(visit, form, error.code, user);
        return showMethod(visit, step, method, error);
      }
      const passed = await recordNextMethod(context.db, ctx, authenticated, outcome.proven);
      return nextStep(visit, { ctx, form, user, authenticated: passed }, finish);
    }),
  );
}

/**
 * @throws {IdpError} 50089 when no method was given yet, or the user was deleted in the meantime
 */
async function secondFactorStepOf(
  { context }: SignInVisit,
  found: FoundSignIn,
): Promise<SecondFactorStep> {
  const given = await firstMethodGiven(context, found.pending);
  const { user } = given;
  const methods = await secondFactorsOf(context.db, user);
  const application = await purposeWords(context.db, found.pending);
  return { found, given, methods, signingIn: { ctx: found.ctx, user, application } };
}

/** @param asked absent: the default method */
const methodOf = (
  { methods }: SecondFactorStep,
  asked: string | undefined,
): SignInMethod | undefined =>
  asked === undefined ? methods[0] : methods.find(({ authMethodId }) => authMethodId === asked);

async function refuseMethod(visit: SignInVisit, form: PostedForm, step: SecondFactorStep) {
  const error = inlineErrors.noSuchMethod;
  await reportRefusal(visit, form, error.code, step.given.user);
  return showProofs(visit, step, error);
}
