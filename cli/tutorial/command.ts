import { Command, CommanderError } from 'commander';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import { progressText } from './progress-text.ts';
import { NoLab, readProgress } from './read-progress.ts';

interface TutorialArguments {
  readonly lab: string;
  readonly json?: boolean;
}

/** `samlab tutorial`: exit 0 when every step is done, 1 when one is not, 2 when there is no lab to ask. */
export function tutorialCommand(): Command {
  return (
    new Command('tutorial')
      .description('print the steps of the tutorial and whether each is done in a running lab')
      .option('--lab <url>', 'address of the lab home', 'http://localhost:4000')
      .option('--json', 'print {"steps":[{"id","title","done","why"?}]} on one line')
      // Both are faults, told together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (given: TutorialArguments, command: Command) => {
        const code = await perform(given, command.args).catch((error: unknown) => {
          for (const sentence of sentences(error)) console.error(`samlab: ${sentence}`);
          return 2;
        });
        if (code !== 0) throw new CommanderError(code, 'samlab.tutorial', '');
      })
  );
}

async function perform({ lab, json }: TutorialArguments, rest: readonly string[]) {
  const faults = unknownArguments('tutorial', rest);
  if (!/^https?:$/.test(URL.parse(lab)?.protocol ?? ''))
    faults.push(
      `--lab must be the address of a lab home, such as http://localhost:4000, not "${lab}".`,
    );
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
