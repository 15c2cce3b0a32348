import type { IdpContext } from './context.ts';
import type { Resume } from './sign-in/finish-sign-in.ts';
import { resumeToken } from './single-sign-on/resume-token.ts';

/** Where a sign-in leads once the user is known: this is the one place that knows both the pages and what they are for. */
export function resumeSignIn(context: IdpContext): Resume {
  return async (continuation, session, _request, reply) => {
    switch (continuation.kind) {
      case 'token':
        return reply.selfPost(await resumeToken(context, continuation.request, session));
      case 'my-apps':
        return reply.redirect('/my-apps', 303);
    }
  };
}
