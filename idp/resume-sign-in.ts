import { correlationIn } from './continuation.ts';
import { continueCorrelation } from './correlation-id.ts';
import { SECURITY_INFO } from './security-info/addresses.ts';
import type { Resume } from './sign-in/finish-sign-in.ts';
import { fileSignIn } from './sign-in-outcome/file-sign-in.ts';
import { resumeTokenRequest } from './single-sign-on/resume-token-request.ts';

/** Continues with what the sign-in was for. The one place that knows both the sign-in pages and their purposes. */
export const resumeSignIn: Resume = (visit, continuation, session) => {
  const { trail, reply, request } = visit;
  continueCorrelation(request, correlationIn(continuation));
  trail.purpose(continuation.kind);
  trail.user(session.user);
  trail.signedInBy(session.methods, 'now');
  return fileSignIn(visit, async () => {
    switch (continuation.kind) {
      case 'token':
        return resumeTokenRequest(visit, continuation.request, session);
      case 'my-apps':
        trail.finished();
        return reply.redirect('/my-apps', 303);
      case 'security-info':
        trail.finished();
        return reply.redirect(SECURITY_INFO, 303);
      case 'admin':
        trail.finished();
        return reply.redirect(continuation.path, 303);
    }
  });
};
