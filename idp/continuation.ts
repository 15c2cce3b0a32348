import type { TokenRequest } from './single-sign-on/token-request.ts';

/** What to do once the user is known. Stored in the database while the sign-in pages are shown. */
export type Continuation =
  | { kind: 'token'; request: TokenRequest }
  /** Opens My Apps. */
  | { kind: 'my-apps' }
  /** Opens the user's security info. */
  | { kind: 'security-info' }
  /** Opens a page of the admin center; `path` is taken from a request to this site and begins with `/admin`. */
  | { kind: 'admin'; path: string };

export const writeContinuation = (continuation: Continuation): string =>
  JSON.stringify(continuation);

/** @param text as `writeContinuation` returned it */
export const readContinuation = (text: string): Continuation => JSON.parse(text) as Continuation;
