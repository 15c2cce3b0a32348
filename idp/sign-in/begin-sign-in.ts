import type { FastifyReply, FastifyRequest } from 'fastify';
import { ensureBrowser, formToken } from '../browser-cookie.ts';
import { type Continuation, writeContinuation } from '../continuation.ts';
import { correlationIdOf } from '../correlation-id.ts';
import { beginPendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { findAccount } from '../directory/users/guests.ts';
import { unavailability } from '../federation/availability.ts';
import { identityProviderAddress } from '../federation/begin-federated-sign-in.ts';
import { hintedRealm, homeRealm } from '../federation/home-realm.ts';
import { reportStart } from '../sign-in-outcome/report-exchange.ts';
import type { Exchange } from '../sign-in-visit.ts';
import { rememberedAccounts } from './remembered-accounts.ts';
import { showSignIn } from './show-sign-in.tsx';
import type { FormTokens } from './sign-in-frame.tsx';
import { addressOf, federationStep, passwordStep } from './step-addresses.ts';
import { expectedWithoutPages } from './without-pages.ts';

export interface SignInStart {
  /** GUID, or `common`: the user decides. */
  tenantId: string;
  continuation: Continuation;
  /** Who is expected to sign in; a user of the tenant is asked for the password at once (entra-saml.md 1.5, 10.4). */
  loginHint?: string | undefined;
  /** `whr` or `domain_hint`: the domain whose identity provider is to sign the user in (entra-saml.md 1.5). */
  domainHint?: string | undefined;
}

/** Stores what to do afterwards and shows the first step. Each tab has its own pending sign-in. */
export async function beginSignIn(
  exchange: Exchange,
  { tenantId, continuation: wanted, loginHint = '', domainHint }: SignInStart,
): Promise<FastifyReply> {
  const { context, request, reply } = exchange;
  const continuation = begun(request, wanted);
  if (continuation.kind !== 'token') reportStart(exchange, continuation.kind);
  const browser = ensureBrowser(request, reply);
  const ctx = await beginPendingSignIn(
    context.db,
    { browser, tenantId, continuation: writeContinuation(continuation) },
    context.clock(),
  );
  const address = addressOf(request, tenantId);
  const userName =
    loginHint.trim().slice(0, 256) ||
    ((await expectedWithoutPages(context, tenantId, continuation)) ?? '');
  const realm =
    (await hintedRealm(context.db, tenantId, domainHint)) ??
    (await homeRealm(context.db, tenantId, userName));
  if (realm) {
    const start = { realm, userName, ctx, continuation: writeContinuation(continuation) };
    const step = federationStep(ctx, userName ? { userName } : { domain: realm.domain });
    const available = (await unavailability(realm)) === undefined;
    return reply.redirect(available ? await identityProviderAddress(exchange, start) : step, 303);
  }
  if (userName && (await findAccount(context.db, tenantId, userName)))
    return reply.redirect(passwordStep(address, ctx, userName), 303);
  const tiles = userName ? [] : await rememberedAccounts(exchange, tenantId);
  return showSignIn(exchange, {
    tokens: tokensFor(browser, ctx, request.id),
    address,
    view: tiles.length > 0 ? 'accounts' : 'userName',
    userName,
    tiles,
  });
}

/** A sign-in for a page of this site goes on under the id of the request that began it, as one for an application does. */
const begun = (request: FastifyRequest, continuation: Continuation): Continuation =>
  continuation.kind === 'token'
    ? continuation
    : { ...continuation, correlationId: correlationIdOf(request) };

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
    apiCanary: formToken(browser, 'api', ctx),
    requestId,
  };
}
