import type { IdpContext } from './context.ts';
import { continueCorrelation } from './correlation-id.ts';
import type { Resume } from './sign-in/finish-sign-in.ts';
import { type Attempt, watchSignIn } from './sign-in-outcome/watch.ts';
import { awaitedApplication } from './single-sign-on/awaited-application.ts';
import { handOffOrAsk } from './single-sign-on/hand-off-or-ask.ts';

/** Where a sign-in leads once the user is known: this is the one place that knows both the pages and what they are for. */
export function resumeSignIn(context: IdpContext): Resume {
  return (continuation, session, request, reply) => {
    const attempt: Attempt = { purpose: continuation.kind, user: session.user };
    return watchSignIn(context, request, attempt, async () => {
      switch (continuation.kind) {
        case 'token': {
          continueCorrelation(request, continuation.request.correlationId);
          const token = continuation.request;
          const application = await awaitedApplication(context, token, session, attempt);
          return handOffOrAsk(context, request, reply, attempt, { application, token, session });
        }
        case 'my-apps':
          attempt.finished = true;
          return reply.redirect('/my-apps', 303);
        case 'admin':
          attempt.finished = true;
          return reply.redirect(continuation.path, 303);
      }
    });
  };
}
