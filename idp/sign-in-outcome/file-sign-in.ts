import type { FastifyReply, FastifyRequest } from 'fastify';
import { settingPage } from '../aadsts/setting-page.ts';
import type { IdpContext } from '../context.ts';
import { IdpError } from '../errors.ts';
import type { SignInTrail } from './trail.ts';

/** The part of a `SignInVisit` that filing needs. */
interface FiledVisit {
  readonly context: Pick<IdpContext, 'clock' | 'observers'>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
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

const filed = new WeakSet<FastifyRequest>();

/** Notes that a refusal was reported, by what answers the request. */
export function noteFiled(request: FastifyRequest): void {
  filed.add(request);
}

/** Whether the refusal of this request was reported to the observers, so that there may be a record of it. */
export const wasFiled = (request: FastifyRequest): boolean => filed.has(request);

/** Reports the outcome to every observer. A failing observer is logged and does not stop the sign-in. */
export async function fileOutcome({ context, request, reply, trail }: FiledVisit): Promise<void> {
  const { clock, observers } = context;
  if (observers.length === 0 || !trail.isSignIn) return;
  const outcome = trail.outcome(request, reply, clock());
  const { error, application, user } = outcome;
  if (error) {
    error.setting ??= settingPage(error.code, application, user);
    noteFiled(request);
  }
  for (const observe of observers) {
    try {
      await observe(outcome);
    } catch (cause) {
      request.log.error({ err: cause }, 'A sign-in could not be recorded.');
    }
  }
}
