import { Command } from 'commander';
import { ArgumentFaults, unknownArguments } from '../faults.ts';

interface CorpusArguments {
  readonly seed: string;
  readonly force?: boolean;
}

/** `samlab corpus`. Exit code 0: written, 2: the folder cannot be written, or is not empty. */
export function corpusCommand(): Command {
  return (
    new Command('corpus')
      .description('write SAML messages, valid and hostile, with keys and the expected verdict')
      .argument('<folder>', 'folder to write, which must be empty or not exist')
      .option('--seed <text>', 'what ids and keys are made from', 'samlab')
      .option(
        '--force',
        'write into a folder that is not empty; files of the same name are replaced',
      )
      // Both are faults, which are reported together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(
        async (folder: string, { seed, force = false }: CorpusArguments, command: Command) => {
          const faults = unknownArguments('corpus', command.args.slice(1));
          if (folder.startsWith('-'))
            faults.unshift(`Unknown option ${folder}; "samlab corpus --help" lists the options.`);
          if (seed === '' || seed.length > 200)
            faults.push('--seed must be a text of 1 to 200 characters.');
          if (faults.length > 0) throw new ArgumentFaults(faults);
          // Loaded late: help and faults need none of them.
          const { mustBeFree, writeFolder } = await import('./write-folder.ts');
          mustBeFree(folder, { replace: force });
          const { makeCorpus } = await import('../../corpus/index.ts');
          const files = await makeCorpus(seed);
          writeFolder(folder, files);
          process.stdout.write(
            `${files.size} files are written to ${folder}. Its README.md says how a test uses them.\n`,
          );
        },
      )
  );
}
