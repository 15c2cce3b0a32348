import type { Page } from 'playwright/test';
import type { Person } from '../../harness/sign-in-page.ts';

/** A public sign-in helper, from the first step to the answer to "Stay signed in?". */
export interface Helper {
  /** What it relies on. */
  readonly reliesOn: string;
  /** Default: the address of the tenant. */
  readonly address?: 'common';
  signIn(page: Page, person: Person): Promise<void>;
}
