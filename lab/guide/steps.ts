import { createHash } from 'node:crypto';
import { entraSteps } from './entra-steps.ts';
import { peakonSteps } from './peakon-steps.ts';
import { peopleSteps } from './people-steps.ts';
import type { TutorialState } from './state.ts';
import type { Step } from './step.ts';
import { testSteps } from './test-steps.ts';

/** The tutorial, in its order, under its labels, in words of our own. */
export const steps: readonly Step[] = [...entraSteps, ...peopleSteps, ...peakonSteps, ...testSteps];

/** What `/api/tutorial` and `samlab tutorial --json` say. */
export interface Progress {
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly done: boolean;
    /** Why not, when something was saved that differs from what this lab needs; absent otherwise. */
    readonly why?: string;
  }[];
}

export function progress(state: TutorialState): Progress {
  return {
    steps: steps.map((step) => {
      const { id, title } = step;
      const why = whyNot(step, state);
      return { id, title, done: step.done(state), ...(why !== undefined && { why }) };
    }),
  };
}

/** What keeps a step from being done, in one or more sentences; `undefined` when it is done, or nothing was saved yet. */
export function whyNot({ done, why }: Step, state: TutorialState): string | undefined {
  return done(state) ? undefined : why?.(state);
}

/** How far it is, in words. */
export function progressSummary(state: TutorialState): string {
  return `${steps.filter(({ done }) => done(state)).length} of ${steps.length} done`;
}

/** Changes with whatever the guide shows of the two servers. */
export function progressVersion(state: TutorialState): string {
  return createHash('sha256')
    .update(JSON.stringify(progress(state)))
    .digest('base64url')
    .slice(0, 16);
}

/** Everything is there that a sign-in needs, whether or not anybody has signed in. */
export function isSetUp(state: TutorialState): boolean {
  return steps.every((step) => testSteps.includes(step) || step.done(state));
}
