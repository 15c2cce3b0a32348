import type { Command, CommanderError } from 'commander';
import { ArgumentFaults } from './faults.ts';

/** Every usage error of every command ends with this; 1 is left to what a command found out. */
export const USAGE_ERROR = 2;

/**
 * What commander refused, in one sentence that says what to do. Undefined when there is nothing to refuse (`--help`, `--version`, or a
 * command that ended with a code of its own).
 */
export function usageSentence({ code, message, exitCode }: CommanderError): string | undefined {
  if (exitCode === 0 || !code.startsWith('commander.')) return undefined;
  if (code === 'commander.help')
    return 'A command that there is must be named; "samlab --help" lists them.';
  const [first = '', hint] = message.replace(/^error: /, '').split('\n');
  const [, what = '', name = ''] = /^(.*?) ?'(.*?)'/.exec(first) ?? [];
  const near = /\(Did you mean (.*)\?\)/.exec(hint ?? '')?.[1];
  switch (code) {
    case 'commander.unknownCommand':
    case 'commander.unknownOption':
      return `The ${what.replace('unknown ', '')} ${name} is unknown${near ? `; did you mean ${near}?` : '; "samlab --help" lists those there are.'}`;
    case 'commander.optionMissingArgument':
      return missingValue(name);
    default:
      return `${first.charAt(0).toUpperCase()}${first.slice(1)}. "samlab --help" shows how a command is written.`;
  }
}

/**
 * Commander takes whatever follows an option as its value, another option too, and would be silent about the one that is lost.
 *
 * @throws {ArgumentFaults} one sentence for each option that has swallowed another
 */
export function refuseSwallowedOptions(command: Command): void {
  const faults = command.options
    .filter((option) => option.required)
    .filter((option) => {
      const value: unknown = command.getOptionValue(option.attributeName());
      return typeof value === 'string' && value.startsWith('--');
    })
    .map((option) => missingValue(option.flags));
  if (faults.length > 0) throw new ArgumentFaults(faults);
}

const missingValue = (flags: string) => {
  const [, name = flags, value = 'value'] = /(--[\w-]+) <(.*)>/.exec(flags) ?? [];
  return `The option ${name} needs a value: ${name} <${value}>.`;
};
