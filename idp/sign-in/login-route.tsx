import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkPassword } from '../../passwords/password-hash.ts';
import type { IdpContext } from '../context.ts';
import { recordPassword } from '../directory/sign-in/pending-sign-ins.ts';
import { lockedUntil, settleAttempt } from '../directory/sign-in/smart-lockout.ts';
import type { UserRow } from '../directory/tables.ts';
import { findUser } from '../directory/users/users.ts';
import { tokensFor } from './begin-sign-in.tsx';
import type { FinishSignIn } from './finish-sign-in.ts';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import { PasswordView } from './password-view.tsx';
import { type PostedForm, readPostedForm } from './posted-form.ts';
import { reportInterruption, reportRefusal } from './report-refusal.ts';
import { secondFactorNeeded } from './second-factor-needed.ts';
import { rememberedChoice } from './stay-signed-in-choice.ts';
import {
  loginAddress,
  passwordStep,
  secondFactorStep,
  staySignedInStep,
} from './step-addresses.ts';
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
    if (!user) {
      await reportRefusal(context, request, form, 50034, undefined);
      return views.userName(userName, inlineErrors.unknownUser);
    }
    if (!fields.passwd) {
      if (fields.type === PASSWORD_POST)
        return views.password(userName, inlineErrors.passwordMissing);
      return reply.redirect(passwordStep(pending.tenantId, form.ctx, userName), 303);
    }
    const refused = await refusalOf(context, user, fields.passwd);
    if (refused) {
      await reportRefusal(context, request, form, refused.code, user);
      return views.password(userName, refused);
    }

    const now = context.clock();
    await recordPassword(context.db, form.ctx, user.id, now);
    const stay = rememberedChoice(request);
    if (await secondFactorNeeded(context, pending, user.id)) {
      await reportInterruption(context, request, form, 50074, user);
      return reply.redirect(secondFactorStep(form.ctx), 303);
    }
    const authenticated = {
      userId: user.id,
      authnInstant: now.toISOString(),
      secondFactor: false,
    };
    if (stay === undefined) {
      await reportInterruption(context, request, form, 50140, user);
      return reply.redirect(staySignedInStep(form.ctx), 303);
    }
    return finish(request, reply, { ctx: form.ctx, pending: { ...pending, authenticated }, stay });
  });
}

/** Why this user does not get in with this password; a blocked account is told to who knows the password only. */
async function refusalOf({ db, clock }: IdpContext, user: UserRow, password: string) {
  const attempt = { tenantId: user.tenantId, userId: user.id, factor: 'password' } as const;
  if (await lockedUntil(db, attempt, clock())) return inlineErrors.locked;
  const { matches: right, derived: typed } = await checkPassword(password, user.passwordHash);
  const verdict = await settleAttempt(db, attempt, { right, typed }, clock());
  if (verdict === 'locked') return inlineErrors.locked;
  if (verdict === 'wrong') return inlineErrors.wrongPassword;
  return user.accountEnabled === 1 ? undefined : inlineErrors.userDisabled;
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
      reply.page(
        <UserNameView tokens={tokens} action={action} userName={userName} error={error} />,
      ),
    password: (userName: string, error: InlineError) =>
      reply.page(
        <PasswordView tokens={tokens} action={action} userName={userName} error={error} />,
      ),
  };
}
