import type { BasicSaml } from '../../idp/index.ts';
import {
  countFindings,
  lint,
  lintText,
  NotLintable,
  readSubjects,
  type Subject,
} from '../../lint/index.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import { say } from '../print.ts';
import { readInput } from './read-input.ts';

/** As commander returns them. */
export interface LintArguments {
  identifier?: string[];
  replyUrl?: string[];
  logoutUrl?: string;
  binding?: string;
  json?: boolean;
}

/**
 * Judges the inputs and prints the result.
 *
 * @returns the exit code
 * @throws {ArgumentFaults} when an argument is wrong
 */
export async function runLint(inputs: readonly string[], given: LintArguments): Promise<0 | 1 | 2> {
  const binding = readArguments(inputs, given);
  const subjects: Subject[] = [];
  let failed = false;
  for (const input of inputs) {
    try {
      subjects.push(...(await readSubjects(await readInput(input), { binding })));
    } catch (error) {
      if (!(error instanceof NotLintable)) throw error;
      say(error.message);
      failed = true;
    }
  }
  if (subjects.length === 0) return 2;
  const report = lint(subjects, { given: registrationOf(given), now: new Date() });
  const counts = countFindings(report);
  process.stdout.write(
    given.json ? `${JSON.stringify({ ...report, counts })}\n` : lintText(report),
  );
  if (failed) return 2;
  return counts.error > 0 ? 1 : 0;
}

function readArguments(inputs: readonly string[], { binding }: LintArguments) {
  const faults = unknownArguments(
    'lint',
    inputs.filter((input) => /^--/.test(input)),
  );
  if (binding !== undefined && binding !== 'redirect' && binding !== 'post')
    faults.push(`--binding must be redirect or post, not "${binding}".`);
  if (faults.length > 0) throw new ArgumentFaults(faults);
  return binding === 'redirect' || binding === 'post' ? binding : undefined;
}

const registrationOf = ({
  identifier = [],
  replyUrl = [],
  logoutUrl,
}: LintArguments): BasicSaml => ({
  identifierUris: identifier,
  replyUrls: replyUrl,
  logoutUrl,
});
