import type { FastifyInstance } from 'fastify';
import { isFormToken } from '../browser-cookie.ts';
import type { IdpContext } from '../context.ts';
import { aadsts } from '../errors.ts';
import type { FinishSignIn } from './finish-sign-in.ts';
import { readPostedForm } from './posted-form.ts';
import { rememberChoice } from './stay-signed-in-choice.ts';

/**
 * `POST /kmsi`: the answer to "Stay signed in?". `LoginOptions=1` is Yes, unless the No button was pressed. The flow token
 * names the user the question was shown to: an old form of another user in the same tab does not fit.
 */
export function staySignedInRoute(
  app: FastifyInstance,
  context: IdpContext,
  finish: FinishSignIn,
): void {
  app.post('/kmsi', async (request, reply) => {
    const { fields, browser, ctx, pending } = await readPostedForm(context, request);
    const { authenticated } = pending;
    if (!authenticated) throw aadsts(50089, {});
    const { userId, authnInstant } = authenticated;
    if (!isFormToken(fields.flowToken, browser, 'flow', ctx, 'kmsi', userId, authnInstant))
      throw aadsts(165000, {});
    const stay = fields.LoginOptions === '1' && fields.idBtn_Back === undefined;
    if (fields.DontShowAgain !== undefined) rememberChoice(reply, stay);
    return finish(request, reply, { ctx, pending, stay });
  });
}
