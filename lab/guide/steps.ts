import { createHash } from 'node:crypto';
import { entraSteps } from './entra-steps.ts';
import { peakonSteps } from './peakon-steps.ts';
import { peopleSteps } from './people-steps.ts';
import type { TutorialState } from './state.ts';
import type { Step } from './step.ts';
import { testSteps } from './test-steps.ts';

/** The tutorial: its order and labels, reworded. */
export const steps: readonly Step[] = [...entraSteps, ...peopleSteps, ...peakonSteps, ...testSteps];

/** The JSON of `/api/tutorial` and `samlab tutorial --json`. */
export interface Progress {
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly done: boolean;
    /** Why the step is not done, when a saved value differs from the one this lab needs; otherwise absent. */
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

/** Why a step is not done, in one or more sentences; undefined when it is done or nothing was saved yet. */
export function whyNot({ done, why }: Step, state: TutorialState): string | undefined {
  return done(state) ? undefined : why?.(state);
}

/** The progress as text: `3 of 12 done`. */
export function progressSummary(state: TutorialState): string {
  return `${steps.filter(({ done }) => done(state)).length} of ${steps.length} done`;
}

/** The first step that is not done, with its number from 1; undefined when all are. */
export function nextStep(state: TutorialState): { number: number; step: Step } | undefined {
  const position = steps.findIndex(({ done }) => !done(state));
  const step = steps[position];
  return step && { number: position + 1, step };
}

/** Changes whenever the guide's view of the two sites changes. */
export function progressVersion(state: TutorialState): string {
  return createHash('sha256')
    .update(JSON.stringify(progress(state)))
    .digest('base64url')
    .slice(0, 16);
}

/** Whether all steps but the two sign-ins are done. */
export function isSetUp(state: TutorialState): boolean {
  return steps.every((step) => testSteps.includes(step) || step.done(state));
}
