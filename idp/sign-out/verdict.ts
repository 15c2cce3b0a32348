import { PARTIAL_LOGOUT } from '../../exchanges/merge.ts';
import type { SignOutParticipant } from '../directory/sign-in/sign-outs.ts';
import type { SignOutStep } from './report-sign-out.ts';
import { inWords, isFailure } from './state-words.ts';

/** How the sign-out as a whole went, by what became of those that were told. */
export function verdictOn(
  told: readonly SignOutParticipant[],
): Pick<SignOutStep, 'outcome' | 'did' | 'refusal'> {
  const failed = told.filter(isFailure);
  if (failed.length === 0) return { outcome: 'success', did: 'done' };
  return {
    outcome: 'failure',
    did: 'refused',
    refusal: {
      by: 'sp',
      code: PARTIAL_LOGOUT,
      message: inWords(failed),
      whatToDo:
        'Look at the exchange with each of these applications: it has the LogoutRequest and what was answered.',
    },
  };
}
