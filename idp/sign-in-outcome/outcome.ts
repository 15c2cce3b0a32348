import type { AuthnRequest } from '../../saml/authn-request.ts';
import type { SentAnswer } from '../../web/http/sent-answer.ts';
import type { AadstsCode } from '../aadsts/catalogue.ts';
import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import type { AccessVerdict, AppliedPolicy } from '../conditional-access/evaluate.ts';
import type { SessionUser } from '../directory/sign-in/browser-sessions.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import type { IdpError } from '../errors.ts';
import type { PostedResponse } from '../posted-response.ts';
import type { ClaimWithReason } from '../response/claims.ts';
import type { VerifiedBy } from '../single-sign-on/checks/request-signature.ts';
import type { TokenCheck } from '../single-sign-on/checks/table.ts';

/** The user who tries to sign in; known once the user name was found. */
export type SignInUser = Pick<SessionUser, 'id' | 'tenantId' | 'userPrincipalName' | 'displayName'>;

/** The methods of a sign-in, and whether they were used in this attempt or are those of the session. */
export interface UsedMethods {
  modes: readonly AuthenticationMethodMode[];
  when: 'now' | 'earlier';
}

/** The outcome of one request; `interrupted` means that pages were shown, and another outcome may follow. */
export interface SignInOutcome {
  at: Date;
  result: 'success' | 'failure' | 'interrupted';
  requestId: string;
  correlationId: string;
  ipAddress: string;
  userAgent: string | undefined;
  /** What the sign-in is for: an application, My Apps, the user's security info, or the admin center. */
  purpose: 'token' | 'my-apps' | 'security-info' | 'admin';
  /** Of the application, the user or the path; undefined for `common` until one of them is known. */
  tenantId: string | undefined;
  application: SignInApplication | undefined;
  user: SignInUser | undefined;
  /** As typed, when there is no such user. */
  userName?: string | undefined;
  error: Pick<IdpError, 'code' | 'message' | 'advice' | 'setting'> | undefined;
  /** The page that was shown, unless it was the first one. */
  interruption?:
    | { code: AadstsCode; message: string; policies?: readonly AppliedPolicy[] }
    | undefined;
  /** How the user signed in, as far as that is known. */
  methods?: UsedMethods | undefined;
  /** The verdict of Conditional Access, once it was evaluated. */
  access?: AccessVerdict | undefined;
  /** How long this request took until now. */
  durationMs: number;
  /** Path and query that were requested. */
  url: string;
  /** The message in this request; undefined when it carried none. */
  received: ReceivedMessage | undefined;
  /** The content of that message, once it was read. */
  read: AuthnRequest | undefined;
  /** Which certificate verified its signature; undefined where none is required. */
  verified: VerifiedBy | undefined;
  /** ID of the AuthnRequest that the token is for; undefined as long as it is unknown, and for a launch. */
  inResponseTo: string | undefined;
  /** The response that goes to the service provider. */
  posted: PostedResponse | undefined;
  /** The checks in the order in which they ran; when an `error` ended them, it is that of the last one. */
  checks: readonly TokenCheck[];
  /** Why the response has each claim; a function, because few outcomes are inspected. */
  claims: (() => ClaimWithReason[]) | undefined;
  /** What the browser was sent; complete once the reply was sent. */
  answer: () => SentAnswer;
}

/** A SAMLRequest as it arrived. */
export interface ReceivedMessage {
  binding: 'redirect' | 'post';
  /** Percent-decoded, still encoded as its binding requires. */
  value: string;
  relayState: string | undefined;
  /** That it was sent to: URL without a query. */
  address: string;
  /** Path and query, as received. */
  url: string;
}

/** Called after each request to sign in, before the answer is sent; it must return at once. */
/** Where a sign-in leads, as the log and the exchanges name it when no application is known. */
export const destinations: Record<SignInOutcome['purpose'], string> = {
  token: '(unknown application)',
  'my-apps': 'My Apps',
  'security-info': 'My Sign-ins',
  admin: 'Admin center',
};

export type SignInObserver = (outcome: SignInOutcome) => void | Promise<void>;
