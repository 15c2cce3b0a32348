import type { SiteUrls } from '../endpoints.ts';
import type { Sides } from '../seed.ts';
import type { TutorialState } from './state.ts';

/** What the words, links and values of a step are made from. */
export interface GuideContext {
  readonly urls: SiteUrls;
  readonly state: TutorialState;
  /** By user name: the passwords that this lab remembers. */
  readonly passwords: Readonly<Record<string, string>>;
}

/** What a step is done with when it is done without a browser. */
export interface GuideHands extends GuideContext {
  readonly sides: Sides;
}

export interface GuideValue {
  readonly term: string;
  readonly value: string;
  /** Small, below the value. */
  readonly note?: string;
}

/** One step of the tutorial. Texts may carry `**label**` for what stands on a page in these words. */
export interface Step {
  /** Part of addresses and of `samlab tutorial --json`; never changes. */
  readonly id: string;
  readonly title: string;
  /** On which site, and as whom. */
  readonly where: string;
  readonly instructions: readonly string[];
  /** The very page it is done on. */
  readonly link: (context: GuideContext) => { readonly label: string; readonly href: string };
  /** What is to be pasted, under the label of its field. */
  readonly values?: (context: GuideContext) => readonly GuideValue[];
  /** Where the text of the tutorial leads astray (entra-admin.md 0), in the words of somebody who has been there. */
  readonly note?: string;
  /** What there is to be seen of it in the two servers; never whether somebody says so. */
  readonly done: (state: TutorialState) => boolean;
  /** Not done, though something was saved: what one side has, and what this lab needs. Of no use once it is done. */
  readonly why?: (state: TutorialState) => string | undefined;
  /** Does it for the reader; absent where only a person can. Throws `StepBlocked` when an earlier step is missing. */
  readonly perform?: (hands: GuideHands) => Promise<void>;
  /** Takes it back. Nothing happens when there is nothing to take back. */
  readonly startOver: (hands: GuideHands) => Promise<void>;
}

/** An earlier step has to come first; `message` is for a person. */
export class StepBlocked extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StepBlocked';
  }
}
