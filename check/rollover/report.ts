import { printable } from '../../text-files/printable.ts';

/** The steps of a rollover, in order. */
export const drillSteps = {
  baseline: 'Sign in before any change',
  publish: 'Publish the second certificate (inactive, in the metadata)',
  switch: 'Make the second certificate active',
  retire: 'Retire the first certificate (delete it)',
  expire: 'Let the active certificate expire',
} as const;

export type DrillStep = keyof typeof drillSteps;

/**
 * `survives`: sign-in works, without an act. `survives-through-metadata`: it works because the service provider read the metadata again.
 * `needs-upload`: it fails until the certificate is uploaded by hand. `fails`: sign-in fails from here. `accepts-any`: the service provider takes a
 * certificate that it cannot know. `not-tried`: an earlier step failed, or a date prevents it.
 */
export type DrillVerdict =
  | 'survives'
  | 'survives-through-metadata'
  | 'needs-upload'
  | 'fails'
  | 'accepts-any'
  | 'not-tried';

export const verdictWords: Readonly<Record<DrillVerdict, string>> = {
  survives: 'survives',
  'survives-through-metadata': 'survives through metadata',
  'needs-upload': 'needs a manual upload',
  fails: 'sign-in fails from here',
  'accepts-any': 'accepts a certificate that it cannot know',
  'not-tried': 'not tried',
};

export interface StepReport {
  readonly step: DrillStep;
  readonly title: string;
  readonly verdict: DrillVerdict;
  /** How it was found, one sentence each. */
  readonly found: readonly string[];
  /** Undefined where nothing is to be done. */
  readonly whatToDo: string | undefined;
  readonly durationMs: number;
}

export interface DrillReport {
  readonly samlab: string;
  /** The service provider: its entity ID. */
  readonly target: string;
  readonly lab: string;
  /** Of the lab, whose certificates were changed. */
  readonly application: string;
  /** SHA-1 of the certificates; the second one is undefined when the drill ended before it was made. */
  readonly certificates: { readonly first: string; readonly second: string };
  /** By the clock of this machine: ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly steps: readonly StepReport[];
}

const survived: readonly DrillVerdict[] = ['survives', 'survives-through-metadata'];

/** Whether a verdict counts against the service provider. */
export const isDrillFinding = ({ verdict }: Pick<StepReport, 'verdict'>): boolean =>
  verdict !== 'not-tried' && !survived.includes(verdict);

/** The result in one sentence. */
export function drillSummary({ steps }: Pick<DrillReport, 'steps'>): string {
  const at = (verdict: DrillVerdict) => steps.find((one) => one.verdict === verdict);
  const place = ({ step, title }: StepReport) =>
    `step ${Object.keys(drillSteps).indexOf(step) + 1}, "${title}"`;
  const [any, upload, fails] = [at('accepts-any'), at('needs-upload'), at('fails')];
  if (any) return `The service provider ${verdictWords['accepts-any']}: ${place(any)}.`;
  if (upload && fails?.step === 'expire')
    return `A rollover needs a manual upload at ${place(upload)}; once the certificate has expired, sign-in fails.`;
  if (upload && fails)
    return `A rollover needs a manual upload at ${place(upload)}; without one, sign-in fails for good from ${place(fails)}.`;
  if (upload)
    return `A rollover needs a manual upload at ${place(upload)}; with it, sign-in survives.`;
  if (fails) return `Sign-in fails from ${place(fails)}.`;
  const skipped = at('not-tried');
  return skipped
    ? `Sign-in survives every step that was tried; ${place(skipped)} was not.`
    : 'Sign-in survives the whole rollover.';
}

/** 0: sign-in survives every step that was tried; 1: a step needs an act, or fails. */
export const drillExitCode = ({ steps }: Pick<DrillReport, 'steps'>): 0 | 1 =>
  steps.some(isDrillFinding) ? 1 : 0;

/** The report for a terminal. */
export function drillText(report: DrillReport): string {
  const lines = report.steps.flatMap(({ step, title, verdict, found, whatToDo }) => [
    '',
    `${Object.keys(drillSteps).indexOf(step) + 1}. ${title}: ${verdictWords[verdict]}`,
    ...found.map((sentence) => `   ${sentence}`),
    ...(whatToDo === undefined ? [] : [`   What to do: ${whatToDo}`]),
  ]);
  const { target, lab, application } = report;
  return [
    `Rollover drill of ${target} against the application ${application} of ${lab}`,
    ...lines,
    '',
    drillSummary(report),
    '',
  ]
    .map(printable)
    .join('\n');
}
