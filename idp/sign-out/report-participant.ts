import type { IdpContext } from '../context.ts';
import type { AskedParticipant } from './ask-participants.ts';
import { reportOf, sentMessage } from './report-sign-out.ts';

interface Told {
  readonly correlationId: string;
  readonly user: string | null;
}

/** Reports that a LogoutRequest goes to an application; one that is not asked has no exchange. */
export function reportAsked(
  { exchanges, clock }: IdpContext,
  participant: AskedParticipant,
  told: Told,
): void {
  const { url, requestId } = participant;
  if (url === null) return;
  const at = clock();
  exchanges?.record(() =>
    reportOf(
      {
        ...told,
        application: participant,
        toParticipant: true,
        outcome: 'unfinished',
        what: 'Sent a LogoutRequest by HTTP-Redirect, in a frame of the sign-out page.',
        did: 'asked',
        request: sentMessage(url, 'SAMLRequest', at),
        requestId,
      },
      { at },
    ),
  );
}

/** Reports what became of a LogoutRequest that no LogoutResponse answered. */
export function reportUnanswered(
  { exchanges, clock }: IdpContext,
  participant: AskedParticipant,
  told: Told & { readonly loaded: boolean },
): void {
  const { correlationId, user, loaded } = told;
  const at = clock();
  exchanges?.record(() =>
    reportOf(
      {
        correlationId,
        user,
        application: participant,
        toParticipant: true,
        outcome: loaded ? 'success' : 'unfinished',
        what: loaded
          ? 'The frame with the Logout Url loaded, and no LogoutResponse came. Entra does not need one.'
          : 'No answer came in time. The session at the application may go on.',
        did: loaded ? 'done' : 'asked',
        requestId: participant.requestId,
      },
      { at },
    ),
  );
}
