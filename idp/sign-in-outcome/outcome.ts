import type { AadstsCode } from '../aadsts/catalogue.ts';
import type { AccessVerdict } from '../conditional-access/evaluate.ts';
import type { SessionUser } from '../directory/sign-in/browser-sessions.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';

/** Who tried to sign in; known from the moment a user name was found. */
export type SignInUser = Pick<SessionUser, 'id' | 'tenantId' | 'userPrincipalName' | 'displayName'>;

/** What came of one request: `interrupted` means that pages were shown, and another outcome follows. */
export interface SignInOutcome {
  at: Date;
  result: 'success' | 'failure' | 'interrupted';
  requestId: string;
  correlationId: string;
  ipAddress: string;
  userAgent: string | undefined;
  /** The `esctx` cookie: names the browser, and is a secret; keep its hash only. */
  browser: string | undefined;
  /** What the person wanted: an application, My Apps, or the admin center. */
  purpose: 'token' | 'my-apps' | 'admin';
  /** Of the path or the user; absent for `common` as long as neither is known. */
  tenantId: string | undefined;
  application: SignInApplication | undefined;
  user: SignInUser | undefined;
  /** As it was typed, when there is no such user. */
  userName?: string | undefined;
  error: { code: AadstsCode; message: string } | undefined;
  /** Which page was shown, when it was not the first one. */
  interruption?: { code: AadstsCode; message: string } | undefined;
  /** What Conditional Access said, once it was asked. */
  access?: AccessVerdict | undefined;
  /** Read only when somebody asks: most sign-ins are not looked at. `undefined` when not readable, or not of this request. */
  requestXml: () => string | undefined;
  responseXml: () => string | undefined;
}

export type SignInObserver = (outcome: SignInOutcome) => Promise<void>;
