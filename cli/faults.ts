/** Everything that is wrong with a command line, each in one sentence. Nothing has been started. */
export class ArgumentFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ArgumentFaults';
    this.faults = faults;
  }
}

/** Sentences for arguments that a command does not know; commander would stop at the first and hide the other faults. */
export function unknownArguments(command: string, rest: readonly string[]): string[] {
  return rest
    .filter((argument, n) => argument.startsWith('-') || !rest[n - 1]?.startsWith('-'))
    .map((argument) =>
      argument.startsWith('-')
        ? `The option ${argument} is unknown; "samlab ${command} --help" lists those there are.`
        : `The argument "${argument}" is one too many; "samlab ${command}" takes options only.`,
    );
}
