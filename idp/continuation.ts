import type { TokenRequest } from './single-sign-on/token-request.ts';

/** What to do once the user is known. Stored in the database while the sign-in pages are shown. */
export type Continuation =
  | { kind: 'token'; request: TokenRequest }
  /** Opens My Apps. */
  | ({ kind: 'my-apps' } & Begun)
  /** Opens the user's security info. */
  | ({ kind: 'security-info' } & Begun)
  /** Opens a page of the admin center; `path` is taken from a request to this site and begins with `/admin`. */
  | ({ kind: 'admin'; path: string } & Begun);

interface Begun {
  /** Of the request that began the sign-in. */
  correlationId?: string;
}

/** The id of the request that began the sign-in. */
export const correlationIn = (continuation: Continuation): string | undefined =>
  continuation.kind === 'token' ? continuation.request.correlationId : continuation.correlationId;

export const writeContinuation = (continuation: Continuation): string =>
  JSON.stringify(continuation);

/** @param text as `writeContinuation` returned it */
export const readContinuation = (text: string): Continuation => JSON.parse(text) as Continuation;
