import { Command } from 'commander';
import { writeNewFile } from '../write-new-file.ts';

interface InitArguments {
  readonly spMetadata?: string;
  readonly force?: boolean;
}

/** `samlab init`. Exit code 0: written, 2: the metadata cannot be used, or the file exists. */
export function initCommand(): Command {
  return new Command('init')
    .description('write a commented settings file to begin with')
    .argument('[file]', 'file to write', 'samlab.yaml')
    .option('--sp-metadata <url|file>', 'metadata of your service provider, whose values it gets')
    .option('--force', 'replace the file if it exists')
    .action(async (file: string, { spMetadata, force = false }: InitArguments) => {
      const { starter } = await import('./starter.ts');
      const { describeServiceProvider } = await import('./describe-service-provider.ts');
      const provider =
        spMetadata === undefined ? undefined : await describeServiceProvider(spMetadata);
      writeNewFile(file, starter(provider), { replace: force });
      process.stdout.write(
        `${file} is written. Change it as you like, then start the lab: samlab start${file === 'samlab.yaml' ? '' : ` --config ${file}`}\n`,
      );
    });
}
