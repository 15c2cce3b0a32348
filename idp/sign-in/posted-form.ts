import { browserOf, isFormToken } from '../browser-cookie.ts';
import { findPendingSignIn, type PendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { aadsts } from '../errors.ts';
import { readOnce } from '../form-parameters.ts';
import type { Exchange } from '../sign-in-visit.ts';

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
 * Reads a form of a sign-in page.
 *
 * @throws {IdpError} 9000411 when a field was sent twice
 * @throws {IdpError} 165000 when the form was made for another browser, or by another site
 * @throws {IdpError} 50089 when the sign-in has finished or expired
 */
export async function readPostedForm({
  context: { db, clock },
  request,
}: Exchange): Promise<PostedForm> {
  const fields = readOnce(request.body, names);
  const browser = browserOf(request);
  const { ctx, canary } = fields;
  if (!browser || !ctx || !isFormToken(canary, browser, 'canary', ctx)) throw aadsts(165000, {});
  const pending = await findPendingSignIn(db, ctx, browser, clock());
  if (!pending) throw aadsts(50089, {});
  return { fields, browser, ctx, pending };
}
