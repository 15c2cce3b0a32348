import type { FastifyRequest } from 'fastify';
import { browserOf, isFormToken } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import { findPendingSignIn, type PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { aadsts } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';

const names = [
  'ctx',
  'canary',
  'flowToken',
  'loginfmt',
  'login',
  'passwd',
  'otc',
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

/**
 * A form of ours, sent by the browser it was made for, about a sign-in that is still open.
 *
 * @throws {IdpError} 9000411 (a field twice), 165000 (another browser, or a foreign form), 50089 (finished or too old)
 */
export async function readPostedForm(
  { db, clock }: IdpContext,
  request: FastifyRequest,
): Promise<PostedForm> {
  const fields = readOnce(request.body, names);
  const browser = browserOf(request);
  const { ctx, canary } = fields;
  if (!browser || !ctx || !isFormToken(canary, browser, 'canary', ctx)) throw aadsts(165000, {});
  const pending = await findPendingSignIn(db, ctx, browser, clock());
  if (!pending) throw aadsts(50089, {});
  return { fields, browser, ctx, pending };
}
