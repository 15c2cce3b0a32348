import type { Check, RequestSubject } from './check.ts';

/**
 * SAML Core 3.7.3.1 with 1.3.4: the same request twice is a replay. This check gives a clear answer; the unique constraint decides
 * when the sessions end.
 */
export const replay: Check<RequestSubject> = {
  name: 'replay',
  title: 'The request is used for the first time',
  fault: 'The request was used before',
  clause: 'SAML Core 3.7.3.1, 1.3.4',
  whatToDo: 'This request already ended its sessions. Sign out again to send a new one.',
  run: ({ message: { id }, seenBefore }) => ({
    passed: !seenBefore,
    expected: 'the ID of a request that was not used before',
    found: seenBefore ? `${id}, used before` : id,
  }),
};
