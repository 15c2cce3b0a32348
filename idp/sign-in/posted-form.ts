import { browserOf, isFormToken } from '../browser-cookie.ts';
import { correlationIn, readContinuation } from '../continuation.ts';
import { continueCorrelation } from '../correlation-id.ts';
import { findPendingSignIn, type PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { aadsts } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';
import type { Exchange } from '../sign-in-visit.ts';

const names = [
  'ctx',
  'request',
  'canary',
  'flowToken',
  'loginfmt',
  'login',
  'passwd',
  'accesspass',
  'assertion',
  'method',
  'device',
  'currentpasswd',
  'newpasswd',
  'confirmnewpasswd',
  'otc',
  'mfaAuthMethod',
  'proof',
  'type',
  'back',
  'LoginOptions',
  'idBtn_Back',
  'DontShowAgain',
] as const;

export interface PostedForm {
  fields: Partial<Record<(typeof names)[number], string>>;
  browser: string;
  ctx: string;
  pending: PendingSignIn;
}

/** The pending sign-in that a request belongs to. */
export type FoundSignIn = Pick<PostedForm, 'browser' | 'ctx' | 'pending'>;

/**
 * @throws {IdpError} 165000 when the request names no sign-in, or the browser has no cookie
 * @throws {IdpError} 50089 when this browser has no such sign-in, or it has finished or expired
 */
export async function findSignIn(
  { context: { db, clock }, request }: Exchange,
  ctx: string | undefined,
): Promise<FoundSignIn> {
  const browser = browserOf(request);
  if (!browser || !ctx) throw aadsts(165000, {});
  const pending = await findPendingSignIn(db, ctx, browser, clock());
  if (!pending) throw aadsts(50089, {});
  continueCorrelation(request, correlationIn(readContinuation(pending.continuation)));
  return { browser, ctx, pending };
}

/**
 * Reads a form of a sign-in page. Clients without a browser leave `canary` out after the password, and name `ctx` `request` after the
 * second factor (entra-saml.md 9.1, 10.5); the flow token of those steps, which the caller checks, is made for this browser and user.
 *
 * @param canary `required` for the first form
 * @throws {IdpError} 9000411 when a field was sent twice
 * @throws {IdpError} 165000 when the form was made for another browser, or by another site
 * @throws {IdpError} 50089 when the sign-in has finished or expired
 */
export async function readPostedForm(
  exchange: Exchange,
  canary: 'required' | 'optional',
): Promise<PostedForm> {
  const { request } = exchange;
  const fields = readOnce(request.body, names);
  const browser = browserOf(request);
  const ctx = fields.ctx ?? fields.request;
  const given = fields.canary;
  const checked = canary === 'required' || given !== undefined;
  if (checked && !(browser && ctx && isFormToken(given, browser, 'canary', ctx)))
    throw aadsts(165000, {});
  return { fields, ...(await findSignIn(exchange, ctx)) };
}
