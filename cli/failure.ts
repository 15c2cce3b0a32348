import { LabError } from '../lab/index.ts';
import { StoreError } from '../store/errors.ts';
import { ArgumentFaults } from './faults.ts';
import { optionFlags } from './option-flags.ts';
import { USAGE_ERROR } from './usage-error.ts';

/** What a command says when it fails. */
export interface Failure {
  readonly sentences: readonly string[];
  /** 2 for usage errors, wrong options and bad settings files, else 1. */
  readonly exitCode: number;
}

/** A failure that another process of samlab found and described. */
export class Failed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.sentences.join('\n'));
    this.name = 'Failed';
    this.failure = failure;
  }
}

const badInput: ReadonlySet<string> = new Set(['invalid_settings', 'invalid_option']);

/** Describes an error; one that nobody expected as an internal one. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failed) return error.failure;
  const isBadInput =
    error instanceof ArgumentFaults || (error instanceof LabError && badInput.has(error.code));
  return { sentences: sentencesOf(error), exitCode: isBadInput ? USAGE_ERROR : 1 };
}

function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof ArgumentFaults) return error.faults;
  if (error instanceof LabError) return error.worded(optionFlags).split('\n');
  if (error instanceof StoreError) return error.message.split('\n');
  const what = error instanceof Error ? error.message : String(error);
  return [`Internal error in samlab: ${what}. Set SAMLAB_DEBUG=1 to see where.`];
}
