import type { FastifyReply } from 'fastify';
import { ensureBrowser, formToken } from '../browser-cookie.ts';
import { type Continuation, writeContinuation } from '../continuation.ts';
import { beginPendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import type { Exchange } from '../sign-in-visit.ts';
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

/** Stores what to do afterwards and shows the first step. Each tab has its own pending sign-in. */
export async function beginSignIn(
  { context: { db, clock }, request, reply }: Exchange,
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

/** @param step what the form is for: a form for another step, or about another user, is refused */
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
