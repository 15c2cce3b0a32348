import type { FastifyInstance } from 'fastify';
import type { IdpContext } from '../context.ts';
import { findUserById } from '../directory/users/users.ts';
import { aadsts } from '../errors.ts';
import { tokensFor } from './begin-sign-in.tsx';
import { PasswordView } from './password-view.tsx';
import { showStep } from './show-step.tsx';
import { StaySignedInView } from './stay-signed-in-view.tsx';
import { loginAddress } from './step-addresses.ts';

/** `GET /{tenant}/login` and `GET /kmsi`: the pages that the forms lead to, also when the back button does. */
export function stepRoutes(app: FastifyInstance, context: IdpContext): void {
  app.get('/:tenant/login', (request, reply) =>
    showStep(context, request, reply, ({ browser, ctx, pending, userName }) => (
      <PasswordView
        tokens={tokensFor(browser, ctx, request.id)}
        action={loginAddress(pending.tenantId)}
        userName={userName}
      />
    )),
  );

  app.get('/kmsi', (request, reply) =>
    showStep(context, request, reply, async ({ browser, ctx, pending }) => {
      if (!pending.authenticated) throw aadsts(50089, {});
      const { userId, authnInstant } = pending.authenticated;
      const user = await findUserById(context.db, userId);
      if (!user) throw aadsts(50089, {});
      return (
        <StaySignedInView
          tokens={tokensFor(browser, ctx, request.id, 'kmsi', userId, authnInstant)}
          userName={user.userPrincipalName}
        />
      );
    }),
  );
}
