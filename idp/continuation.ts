import type { TokenRequest } from './single-sign-on/token-request.ts';

/** What happens once the user is known. It waits in the database while the sign-in pages are shown. */
export type Continuation =
  | { kind: 'token'; request: TokenRequest }
  /** Opens a page of this site. */
  | { kind: 'my-apps' }
  /** Goes on to a page of the admin center; `path` is that of a request of our own and begins with `/admin`. */
  | { kind: 'admin'; path: string };

export const writeContinuation = (continuation: Continuation): string =>
  JSON.stringify(continuation);

/** Only what `writeContinuation` stored comes here. */
export const readContinuation = (text: string): Continuation => JSON.parse(text) as Continuation;
