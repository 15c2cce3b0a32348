import { createHash } from 'node:crypto';
import { entraSteps } from './entra-steps.ts';
import { peakonSteps } from './peakon-steps.ts';
import { peopleSteps } from './people-steps.ts';
import { provisioningSteps } from './provisioning-steps.ts';
import type { TutorialState } from './state.ts';
import type { Step } from './step.ts';
import { testSteps } from './test-steps.ts';

/** The tutorial: its order and labels, reworded. */
export const steps: readonly Step[] = [...entraSteps, ...peopleSteps, ...peakonSteps, ...testSteps];

/** Every step of the guide: those of the tutorial, and the optional ones about provisioning. */
export const allSteps: readonly Step[] = [...steps, ...provisioningSteps];

interface StepProgress {
  readonly id: string;
  readonly title: string;
  readonly done: boolean;
  /** Why the step is not done, when a saved value differs from the one this lab needs; otherwise absent. */
  readonly why?: string;
}

/** The JSON of `/api/tutorial` and `samlab tutorial --json`. */
export interface Progress {
  readonly steps: readonly StepProgress[];
  /** Of the guide's second part; the tutorial is done without them. */
  readonly optional: readonly StepProgress[];
}

export const progress = (state: TutorialState): Progress => ({
  steps: steps.map((step) => progressOf(step, state)),
  optional: provisioningSteps.map((step) => progressOf(step, state)),
});

function progressOf(step: Step, state: TutorialState): StepProgress {
  const { id, title } = step;
  const why = whyNot(step, state);
  return { id, title, done: step.done(state), ...(why !== undefined && { why }) };
}

/** Why a step is not done, in one or more sentences; undefined when it is done or nothing was saved yet. */
export function whyNot({ done, why }: Step, state: TutorialState): string | undefined {
  return done(state) ? undefined : why?.(state);
}

/** The progress as text: `3 of 12 done`. @param of default: the steps of the tutorial */
export function progressSummary(state: TutorialState, of: readonly Step[] = steps): string {
  return `${of.filter(({ done }) => done(state)).length} of ${of.length} done`;
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
