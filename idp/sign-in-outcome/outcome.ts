import type { AadstsCode } from '../aadsts/catalogue.ts';
import type { AuthenticationMethodMode } from '../authentication-methods/modes.ts';
import type { AccessVerdict } from '../conditional-access/evaluate.ts';
import type { SessionUser } from '../directory/sign-in/browser-sessions.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';

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
  /** The `esctx` cookie, which identifies the browser. A secret: store only its hash. */
  browser: string | undefined;
  /** What the sign-in is for: an application, My Apps, the user's security info, or the admin center. */
  purpose: 'token' | 'my-apps' | 'security-info' | 'admin';
  /** Of the application, the user or the path; undefined for `common` until one of them is known. */
  tenantId: string | undefined;
  application: SignInApplication | undefined;
  user: SignInUser | undefined;
  /** As typed, when there is no such user. */
  userName?: string | undefined;
  error: { code: AadstsCode; message: string } | undefined;
  /** The page that was shown, unless it was the first one. */
  interruption?: { code: AadstsCode; message: string } | undefined;
  /** How the user signed in, as far as that is known. */
  methods?: UsedMethods | undefined;
  /** The verdict of Conditional Access, once it was evaluated. */
  access?: AccessVerdict | undefined;
  /** Functions, because most outcomes are never inspected. They return undefined for a message that is unreadable or was not part of this request. */
  requestXml: () => string | undefined;
  responseXml: () => string | undefined;
}

export type SignInObserver = (outcome: SignInOutcome) => Promise<void>;
