import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import type { LogoutCheck } from './logout-checks.ts';

/** What becomes known about one message of single sign-out, for its report. */
export class LogoutTrail {
  readonly checks: LogoutCheck[] = [];
  application: SignInApplication | undefined;
  /** ID of the LogoutRequest. */
  requestId: string | undefined;
  user: string | undefined;

  /** The next check begins, so the one before has passed. */
  checking(check: LogoutCheck): void {
    this.checks.push(check);
  }
}
