import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { findChallenge } from '../directory/sign-in/challenges.ts';
import type { SignInVisit } from '../sign-in-visit.ts';
import { ApprovalView } from './approval-view.tsx';
import { tokensFor } from './begin-sign-in.ts';
import { CodeView } from './code-view.tsx';
import type { FirstMethodGiven } from './first-method-given.ts';
import type { InlineError } from './inline-error.tsx';
import { type SignInMethod, type SigningIn, userProofs } from './methods/method.ts';
import { originOf } from './page-config.ts';
import type { FoundSignIn } from './posted-form.ts';
import { ProofsView } from './proofs-view.tsx';
import { showPage } from './show-page.tsx';
import type { FormTokens } from './sign-in-frame.tsx';
import { BEGIN_AUTH, END_AUTH, SECOND_FACTOR, secondFactorStep } from './step-addresses.ts';

/** A sign-in that asks for the second factor. */
export interface SecondFactorStep {
  found: FoundSignIn;
  given: FirstMethodGiven;
  /** Of the user, the default one first; at least one. */
  methods: readonly SignInMethod[];
  signingIn: SigningIn;
}

/**
 * The page of a method. What it sends is sent when the page is shown for the first time, since without scripts nothing else would; later, and after
 * a refusal, only when the user asks for it.
 */
export async function showMethod(
  visit: SignInVisit,
  step: SecondFactorStep,
  method: SignInMethod,
  error?: InlineError,
): Promise<FastifyReply> {
  const { context } = visit;
  const { signingIn } = step;
  const { ctx, user } = signingIn;
  const sent = await findChallenge(context.db, ctx, method.authMethodId, context.clock());
  const challenge = sent?.userId === user.id ? sent : await method.begin?.(context, signingIn);
  return show(visit, step, error, (tokens) => {
    const common = { tokens, userName: user.userPrincipalName, error };
    if (method.asksFor === 'code') return <CodeView {...common} method={method} />;
    const here = secondFactorStep(ctx, method.authMethodId);
    const approval = { method, challenge, action: SECOND_FACTOR, here };
    return <ApprovalView {...common} {...approval} />;
  });
}

/** The list of the user's methods. */
export const showProofs = (
  visit: SignInVisit,
  step: SecondFactorStep,
  error?: InlineError,
): FastifyReply =>
  show(visit, step, error, (tokens) => (
    <ProofsView
      tokens={tokens}
      userName={step.signingIn.user.userPrincipalName}
      methods={step.methods}
      error={error}
    />
  ));

function show(
  visit: SignInVisit,
  { found: { browser, ctx }, given, methods }: SecondFactorStep,
  error: InlineError | undefined,
  view: (tokens: FormTokens) => VNode,
): FastifyReply {
  const { context, request } = visit;
  const tokens = tokensFor(browser, ctx, request.id, ...given.step);
  const origin = originOf(request, context.publicUrl());
  return showPage(
    visit,
    {
      pgid: 'ConvergedTFA',
      urlPost: `${origin}${SECOND_FACTOR}`,
      tokens,
      userName: given.user.userPrincipalName,
      error,
      script: 'second-factor',
      more: {
        urlBeginAuth: `${origin}${BEGIN_AUTH}`,
        urlEndAuth: `${origin}${END_AUTH}`,
        ...userProofs(methods),
      },
    },
    view(tokens),
  );
}
