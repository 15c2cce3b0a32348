import type { Command, CommanderError } from 'commander';
import { ArgumentFaults } from './faults.ts';

/** Exit code of every usage error; 1 is for what a command found. */
export const USAGE_ERROR = 2;

/**
 * A usage error that commander found, as one sentence that says what to do; undefined for anything else (`--help`, `--version`, or a
 * command that ended with its exit code).
 */
export function usageSentence({ code, message, exitCode }: CommanderError): string | undefined {
  if (exitCode === 0 || !code.startsWith('commander.')) return undefined;
  if (code === 'commander.help') return 'Name a command; "samlab --help" lists them.';
  const [first = '', hint] = message.replace(/^error: /, '').split('\n');
  const [, what = '', name = ''] = /^(.*?) ?'(.*?)'/.exec(first) ?? [];
  const near = /\(Did you mean (.*)\?\)/.exec(hint ?? '')?.[1];
  switch (code) {
    case 'commander.unknownCommand':
    case 'commander.unknownOption':
      return `Unknown ${what.replace('unknown ', '')} ${name}; ${near ? `did you mean ${near}?` : `"samlab --help" lists the ${what.replace('unknown ', '')}s.`}`;
    case 'commander.optionMissingArgument':
      return missingValue(name);
    default:
      return `${first.charAt(0).toUpperCase()}${first.slice(1)}. "samlab --help" shows the usage.`;
  }
}

/**
 * Commander takes any argument after an option as its value, even another option, and says nothing about the lost one.
 *
 * @throws {ArgumentFaults} when an option took another as its value, one sentence each
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
  return `${name} needs a value: ${name} <${value}>.`;
};
