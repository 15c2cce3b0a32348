import type { Page } from 'playwright/test';
import type { Person } from '../../harness/sign-in-page.ts';

export interface Account extends Person {
  /** The code of the authenticator app, if a second factor is asked for. */
  code?: () => Promise<string>;
}

/** A public sign-in helper, from the first step to the answer to "Stay signed in?". */
export interface Helper {
  /** What it relies on. */
  readonly reliesOn: string;
  /** Default: the address of the tenant. */
  readonly address?: 'common';
  signIn(page: Page, person: Account): Promise<void>;
}
