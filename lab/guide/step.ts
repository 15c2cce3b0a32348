import type { Account } from '../accounts.ts';
import type { SiteUrls } from '../endpoints.ts';
import type { Sides } from '../seed.ts';
import type { TutorialState } from './state.ts';

/** What the texts, links and values of a step are built from. */
export interface GuideContext {
  readonly urls: SiteUrls;
  readonly state: TutorialState;
  readonly accounts: readonly Account[];
  /** How many users of the settings are not among them. */
  readonly moreUsers: number;
  /** The passwords that the accounts have, as far as this lab knows them, keyed by user name. */
  readonly passwords: Readonly<Record<string, string>>;
  /** The passwords that this lab made; a user who is created or changed elsewhere has another one. */
  readonly madePasswords: Readonly<Record<string, string>>;
}

/** What "Do this step for me" and "Start over" work with. */
export interface StepActionContext extends GuideContext {
  readonly sides: Sides;
}

export interface GuideValue {
  readonly term: string;
  readonly value: string;
  /** Small text below the value. */
  readonly note?: string;
}

/** One step of the tutorial. In texts, `**label**` marks a label on a page. */
export interface Step {
  /** Part of URLs and of `samlab tutorial --json`; never changes. */
  readonly id: string;
  readonly title: string;
  /** On which site, and signed in as which user. */
  readonly where: string;
  readonly instructions: readonly string[];
  /** The page for this step. */
  readonly link: (context: GuideContext) => { readonly label: string; readonly href: string };
  /** The values to paste, under the labels of their fields. */
  readonly values?: (context: GuideContext) => readonly GuideValue[];
  /** Where the tutorial's text is misleading (entra-admin.md 0). */
  readonly note?: string;
  /** Whether the step is done, judged only by the state of the two sites. */
  readonly done: (state: TutorialState) => boolean;
  /** Why the step is not done although a value was saved: the saved value and the one this lab needs. Not called for a step that is done. */
  readonly why?: (state: TutorialState) => string | undefined;
  /** Does the step for the reader; absent where only a person can. @throws {StepBlocked} when an earlier step is missing */
  readonly perform?: (context: StepActionContext) => Promise<void>;
  /** Undoes the step, if it was done. */
  readonly startOver: (context: StepActionContext) => Promise<void>;
}

/** An earlier step must be done first. `message` is shown to the reader. */
export class StepBlocked extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StepBlocked';
  }
}
