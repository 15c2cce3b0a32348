/** Every fault of a command line, one sentence each. Thrown before anything is started. */
export class ArgumentFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ArgumentFaults';
    this.faults = faults;
  }
}

/** One sentence for each unknown argument; commander would stop at the first and hide the other faults. */
export function unknownArguments(command: string, rest: readonly string[]): string[] {
  return rest
    .filter((argument, n) => argument.startsWith('-') || !rest[n - 1]?.startsWith('-'))
    .map((argument) =>
      argument.startsWith('-')
        ? `Unknown option ${argument}; "samlab ${command} --help" lists the options.`
        : `Unexpected argument "${argument}"; "samlab ${command}" accepts options only.`,
    );
}
