import type { FastifyReply } from 'fastify';
import { participantsToTell, type SignOutParticipant } from '../directory/sign-in/sign-outs.ts';
import type { SignOutRow } from '../directory/tables.ts';
import type { Exchange } from '../sign-in-visit.ts';
import { initiatorOf, leadsOn } from './leave.tsx';
import { reportStep } from './report-sign-out.ts';
import { returnAddress } from './sign-out-addresses.ts';
import { ResultPage } from './sign-out-pages.tsx';
import { inWords } from './state-words.ts';
import { verdictOn } from './verdict.ts';

/** The page that says which applications signed the user out, and goes on to where the sign-out leads. */
export async function showResult(
  exchange: Exchange,
  ctx: string,
  signOut: Omit<SignOutRow, 'requestHash' | 'expires'>,
): Promise<FastifyReply> {
  const { context, reply } = exchange;
  const told = await participantsToTell(context.db, signOut.idHash);
  const onward = (await leadsOn(exchange, signOut))
    ? returnAddress(signOut.tenantId, ctx)
    : undefined;
  const application = (await initiatorOf(context.db, signOut))?.displayName;
  reply.page(<ResultPage told={told} onward={onward} application={application} />);
  reportResult(exchange, signOut, told);
  return reply;
}

/** The exchange of the sign-out as a whole says who signed the user out, and who did not. */
export function reportResult(
  exchange: Exchange,
  signOut: Pick<SignOutRow, 'correlationId' | 'userPrincipalName' | 'tenantId' | 'logoutRequestId'>,
  told: readonly SignOutParticipant[],
): void {
  const { correlationId, userPrincipalName, tenantId, logoutRequestId } = signOut;
  reportStep(exchange, {
    correlationId,
    user: userPrincipalName,
    tenantId,
    requestId: logoutRequestId,
    what: inWords(told),
    ...verdictOn(told),
  });
}
