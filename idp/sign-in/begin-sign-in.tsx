import type { FastifyReply, FastifyRequest } from 'fastify';
import { ensureBrowser, formToken } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import { type Continuation, writeContinuation } from '../continuation.ts';
import { beginPendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import type { FormTokens } from './sign-in-frame.tsx';
import { loginAddress } from './step-addresses.ts';
import { UserNameView } from './user-name-view.tsx';

export interface SignInStart {
  /** GUID, or `common`: the user decides. */
  tenantId: string;
  continuation: Continuation;
  /** Fills in the user name (entra-saml.md 1.5). */
  loginHint?: string | undefined;
}

/** Remembers what to do afterwards and shows the first step. Every tab gets a sign-in of its own. */
export async function beginSignIn(
  { db, clock }: IdpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { tenantId, continuation, loginHint = '' }: SignInStart,
): Promise<FastifyReply> {
  const browser = ensureBrowser(request, reply);
  const ctx = await beginPendingSignIn(
    db,
    { browser, tenantId, continuation: writeContinuation(continuation) },
    clock(),
  );
  return reply.page(
    <UserNameView
      tokens={tokensFor(browser, ctx, request.id)}
      action={loginAddress(tenantId)}
      userName={loginHint.slice(0, 256)}
    />,
  );
}

/** @param step what the form is for; an answer to another step, or about another user, does not fit it. */
export function tokensFor(
  browser: string,
  ctx: string,
  requestId: string,
  ...step: readonly string[]
): FormTokens {
  return {
    ctx,
    canary: formToken(browser, 'canary', ctx),
    flowToken: formToken(browser, 'flow', ctx, ...step),
    requestId,
  };
}
