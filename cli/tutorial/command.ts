import { Command, CommanderError } from 'commander';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import { say } from '../print.ts';
import { labUrlFault, NoLab } from '../running-lab.ts';
import { progressText } from './progress-text.ts';
import { readProgress } from './read-progress.ts';

interface TutorialArguments {
  readonly lab: string;
  readonly json?: boolean;
}

/** `samlab tutorial`. Exit code 0: every step is done, 1: not yet, 2: no lab answers. */
export function tutorialCommand(): Command {
  return (
    new Command('tutorial')
      .description('show which steps of the tutorial are done in a running lab')
      .option('--lab <url>', 'URL of the lab home', 'http://localhost:4000')
      .option('--json', 'print one line of JSON: {"steps":[{"id","title","done","why"?}]}')
      // Both are faults, which `perform` reports together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (given: TutorialArguments, command: Command) => {
        const code = await perform(given, command.args).catch((error: unknown) => {
          for (const sentence of sentences(error)) say(sentence);
          return 2;
        });
        if (code !== 0) throw new CommanderError(code, 'samlab.tutorial', '');
      })
  );
}

async function perform({ lab, json }: TutorialArguments, rest: readonly string[]) {
  const faults = unknownArguments('tutorial', rest);
  faults.push(...labUrlFault(lab));
  if (faults.length > 0) throw new ArgumentFaults(faults);
  const progress = await readProgress(lab);
  process.stdout.write(json ? `${JSON.stringify(progress)}\n` : progressText(progress));
  return progress.steps.every(({ done }) => done) ? 0 : 1;
}

function sentences(error: unknown): readonly string[] {
  if (error instanceof ArgumentFaults) return error.faults;
  if (error instanceof NoLab) return [error.message];
  throw error;
}
