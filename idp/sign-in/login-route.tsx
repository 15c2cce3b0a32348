import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import { passwordMatches } from '../directory/password.ts';
import { findUser } from '../directory/users.ts';
import { tokensFor } from './begin-sign-in.tsx';
import type { FinishSignIn } from './finish-sign-in.ts';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import { PasswordView } from './password-view.tsx';
import { type PostedForm, readPostedForm } from './posted-form.ts';
import { rememberedChoice } from './stay-signed-in-choice.ts';
import { loginAddress, passwordStep, staySignedInStep } from './step-addresses.ts';
import { UserNameView } from './user-name-view.tsx';

/** `type` of a posted password in Entra's form (entra-saml.md 9.1): an empty password is then an omission, not step one. */
const PASSWORD_POST = '11';

/**
 * `POST /{tenant}/login`: user name, then password. A client that sends both at once skips a page, as clients of the real
 * one do.
 */
export function loginRoute(app: FastifyInstance, context: IdpContext, finish: FinishSignIn): void {
  app.post('/:tenant/login', async (request, reply) => {
    const form = await readPostedForm(context, request);
    const { fields, pending } = form;
    const views = viewsFor(form, request, reply);
    const userName = (fields.loginfmt ?? fields.login ?? '').trim();

    if (fields.back) return views.userName(userName);
    if (!userName) return views.userName('', inlineErrors.userNameMissing);
    const user = await findUser(context.db, pending.tenantId, userName);
    if (!user) return views.userName(userName, inlineErrors.unknownUser);
    if (!fields.passwd) {
      if (fields.type === PASSWORD_POST)
        return views.password(userName, inlineErrors.passwordMissing);
      return reply.redirect(passwordStep(pending.tenantId, form.ctx, userName), 303);
    }
    if (!(await passwordMatches(fields.passwd, user.passwordHash)))
      return views.password(userName, inlineErrors.wrongPassword);
    if (user.accountEnabled !== 1) return views.password(userName, inlineErrors.userDisabled);

    const now = context.clock();
    await context.pendingSignIns.authenticate(form.ctx, user.id, now);
    const stay = rememberedChoice(request);
    const authenticated = { userId: user.id, authnInstant: now.toISOString() };
    if (stay === undefined) return reply.redirect(staySignedInStep(form.ctx), 303);
    return finish(request, reply, { ctx: form.ctx, pending: { ...pending, authenticated }, stay });
  });
}

function viewsFor(
  { browser, ctx, pending }: PostedForm,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const action = loginAddress(pending.tenantId);
  const tokens = tokensFor(browser, ctx, request.id);
  return {
    userName: (userName: string, error?: InlineError) =>
      reply.page(<UserNameView {...{ tokens, action, userName, error }} />),
    password: (userName: string, error: InlineError) =>
      reply.page(<PasswordView {...{ tokens, action, userName, error }} />),
  };
}
