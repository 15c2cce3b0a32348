import type { FastifyInstance } from 'fastify';
import { findAccount } from '../directory/users/guests.ts';
import { homeRealm } from '../federation/home-realm.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { tokensFor } from './begin-sign-in.ts';
import type { FinishSignIn } from './finish-sign-in.ts';
import { type InlineError, inlineErrors } from './inline-error.tsx';
import { passwordRefusal } from './password-refusal.ts';
import { showAccessPass } from './passwordless/access-pass.tsx';
import { firstFactorsOf } from './passwordless/first-factors.ts';
import { firstMethodsGiven } from './passwordless/first-methods-given.ts';
import { type PostedForm, readPostedForm } from './posted-form.ts';
import { reportRefusal } from './report-refusal.ts';
import { showSignIn } from './show-sign-in.tsx';
import { showStep } from './show-step.tsx';
import { PASSWORD_POST, type View } from './sign-in-view.tsx';
import { addressOf, federationStep, passwordStep } from './step-addresses.ts';
import { methodsAtOnce, signInWithoutPages } from './without-pages.ts';

/**
 * `/{tenant}/login`: user name, then password. A client that sends both at once skips a page, as clients of the real one do.
 */
export function loginRoutes(app: FastifyInstance, serve: ServeVisit, finish: FinishSignIn): void {
  app.get(
    '/:tenant/login',
    serve((visit) =>
      showStep(visit, async ({ userName, credential, ...found }) => {
        const { browser, ctx, pending } = found;
        if (await homeRealm(visit.context.db, pending.tenantId, userName))
          return visit.reply.redirect(federationStep(ctx, { userName }), 303);
        const done = userName && (await signInWithoutPages(visit, found, userName, finish));
        if (done) return done;
        const factors = await factorsOf(visit, pending.tenantId, userName);
        if (factors.hasPass && credential !== 'password')
          return showAccessPass(visit, found, userName);
        return showSignIn(visit, {
          tokens: tokensFor(browser, ctx, visit.request.id),
          address: addressOf(visit.request, pending.tenantId),
          view: userName ? 'password' : 'userName',
          userName,
          hasKey: factors.hasKey,
        });
      }),
    ),
  );

  app.post(
    '/:tenant/login',
    serve(async (visit) => {
      const { context, request, reply } = visit;
      const form = await readPostedForm(visit, 'required');
      const { fields, pending } = form;
      const views = viewsFor(visit, form);
      const userName = (fields.loginfmt || fields.login || '').trim();

      if (fields.back) return views.userName(userName);
      if (!userName) return views.userName('', inlineErrors.userNameMissing);
      if (await homeRealm(context.db, pending.tenantId, userName))
        return reply.redirect(federationStep(form.ctx, { userName }), 303);
      const user = await findAccount(context.db, pending.tenantId, userName);
      if (!user) {
        await reportRefusal(visit, form, 50034, undefined);
        return views.userName(userName, inlineErrors.unknownUser);
      }
      if (!fields.passwd) {
        if (fields.type === PASSWORD_POST && !methodsAtOnce(pending, user))
          return views.password(userName, inlineErrors.passwordMissing);
        return reply.redirect(
          passwordStep(addressOf(request, pending.tenantId), form.ctx, userName),
          303,
        );
      }
      const refused = await passwordRefusal(context, user, fields.passwd);
      if (refused) {
        await reportRefusal(visit, form, refused.code, user);
        return views.password(userName, refused);
      }
      return firstMethodsGiven(visit, form, user, ['password'], finish);
    }),
  );
}

async function factorsOf(
  { context: { db, clock } }: SignInVisit,
  tenantId: string,
  userName: string,
) {
  const user = userName ? await findAccount(db, tenantId, userName) : undefined;
  return firstFactorsOf(db, user, clock());
}

function viewsFor(visit: SignInVisit, { browser, ctx, pending }: PostedForm) {
  const { request } = visit;
  const address = addressOf(request, pending.tenantId);
  const tokens = tokensFor(browser, ctx, request.id);
  const show = (view: View) => (userName: string, error?: InlineError) =>
    showSignIn(visit, { tokens, address, view, userName, error });
  return { userName: show('userName'), password: show('password') };
}
