import type { FastifyInstance, FastifyReply } from 'fastify';
import { finishPendingSignIn } from '../directory/sign-in/pending-sign-ins.ts';
import { readOnce } from '../form-parameters.ts';
import { tokensFor } from '../sign-in/begin-sign-in.ts';
import { readPostedForm } from '../sign-in/posted-form.ts';
import { type Step, showStep } from '../sign-in/show-step.tsx';
import { addressOf, FEDERATION, loginAddress, passwordStep } from '../sign-in/step-addresses.ts';
import { reportStep } from '../sign-in-outcome/report-exchange.ts';
import type { ServeVisit, SignInVisit } from '../sign-in-visit.ts';
import { unavailability } from './availability.ts';
import { identityProviderAddress } from './begin-federated-sign-in.ts';
import { hintedRealm, homeRealm } from './home-realm.ts';
import { EndedPage, RedirectPage, UnavailablePage } from './redirect-pages.tsx';

/**
 * `/common/federation`: "Taking you to your organization's sign-in page". It is a page, not a redirect, because a browser forbids a form to end
 * at another site when the form's policy does not allow it, and so that the back button leads to the user name.
 */
export function redirectRoutes(app: FastifyInstance, serve: ServeVisit): void {
  app.get(
    FEDERATION,
    serve((visit) => showStep(visit, (step) => redirect(visit, step))),
  );
  app.post(
    FEDERATION,
    serve(async (visit) => {
      const { ctx } = await readPostedForm(visit, 'required');
      await finishPendingSignIn(visit.context.db, ctx);
      return visit.reply.page(<EndedPage />);
    }),
  );
}

async function redirect(visit: SignInVisit, step: Step): Promise<FastifyReply> {
  const { context, request, reply } = visit;
  const { browser, ctx, pending, userName } = step;
  const { whr } = readOnce(request.query, ['whr']);
  const { tenantId } = pending;
  const address = addressOf(request, tenantId);
  const realm = userName
    ? await homeRealm(context.db, tenantId, userName)
    : await hintedRealm(context.db, tenantId, whr);
  if (!realm) return reply.redirect(passwordStep(address, ctx, userName), 303);
  const other = `${loginAddress(address)}?${new URLSearchParams({ ctx })}`;
  const reason = await unavailability(realm);
  if (reason !== undefined)
    return reply.page(
      <UnavailablePage
        reason={reason}
        again={request.url}
        other={other}
        tokens={tokensFor(browser, ctx, request.id)}
      />,
      503,
    );
  const target = await identityProviderAddress(visit, {
    realm,
    userName,
    ctx,
    continuation: pending.continuation,
  });
  reportStep(visit, {
    what: `Sent the user to the identity provider of ${realm.domain}, at ${target.replace(/\?.*$/s, '')}.`,
    ...(userName && { user: userName }),
  });
  return reply.page(<RedirectPage target={target} other={other} domain={realm.domain} />);
}
