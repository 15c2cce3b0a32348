import type { FastifyReply } from 'fastify';
import type { AuthenticationMethodMode } from '../../authentication-methods/modes.ts';
import { recordFirstMethods } from '../../directory/sign-in/pending-sign-ins.ts';
import type { UserRow } from '../../directory/tables.ts';
import type { SignInVisit } from '../../sign-in-visit.ts';
import type { FinishSignIn } from '../finish-sign-in.ts';
import { nextStep } from '../next-step.ts';
import type { FoundSignIn } from '../posted-form.ts';

/** Goes on with a user who has proven who they are. */
export async function firstMethodsGiven(
  visit: SignInVisit,
  { ctx, pending }: FoundSignIn,
  user: UserRow,
  methods: readonly AuthenticationMethodMode[],
  finish: FinishSignIn,
): Promise<FastifyReply> {
  const { db, clock } = visit.context;
  const authenticated = await recordFirstMethods(db, ctx, { userId: user.id, methods }, clock());
  const form = { pending, fields: { login: user.userPrincipalName } };
  return nextStep(visit, { ctx, form, user, authenticated }, finish);
}
