import type { FastifyRequest } from 'fastify';
import type { IdpContext } from '../context.ts';
import { IdpError } from '../errors.ts';
import type { SignInTrail } from './trail.ts';

/** The part of a `SignInVisit` that filing needs. */
interface FiledVisit {
  readonly context: Pick<IdpContext, 'clock' | 'observers'>;
  readonly request: FastifyRequest;
  readonly trail: SignInTrail;
}

/** Runs `work` and files its outcome, whether it returns or throws an `IdpError`. */
export async function fileSignIn<Answer>(
  visit: FiledVisit,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    const answer = await work();
    await fileOutcome(visit);
    return answer;
  } catch (error) {
    if (error instanceof IdpError) {
      visit.trail.refused(error);
      await fileOutcome(visit);
    }
    throw error;
  }
}

/** Reports the outcome to every observer. A failing observer is logged and does not stop the sign-in. */
export async function fileOutcome({ context, request, trail }: FiledVisit): Promise<void> {
  const { clock, observers } = context;
  if (observers.length === 0) return;
  const outcome = trail.outcome(request, clock());
  for (const observe of observers) {
    try {
      await observe(outcome);
    } catch (error) {
      request.log.error({ err: error }, 'A sign-in could not be recorded.');
    }
  }
}
