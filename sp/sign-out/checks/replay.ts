import type { Check, RequestSubject } from './check.ts';

/**
 * SAML Core 3.7.3.1 with 1.3.4: the same request twice is a replay. This look is for a clear answer; what decides is the unique constraint
 * when the sessions end.
 */
export const replay: Check<RequestSubject> = {
  name: 'replay',
  title: 'The request is followed for the first time',
  fault: 'The request was followed before',
  clause: 'SAML Core 3.7.3.1, 1.3.4',
  whatToDo: 'This request already ended its sessions. Sign out again to send a new one.',
  run: ({ message: { id }, seenBefore }) => ({
    passed: !seenBefore,
    expected: 'the ID of a request that was not followed before',
    found: seenBefore ? `${id}, followed before` : id,
  }),
};
