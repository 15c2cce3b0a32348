import type { StartArguments } from './arguments.ts';

interface Exclusion {
  readonly options: readonly [keyof StartArguments, keyof StartArguments];
  /** A sentence with both options: one of them would have no effect. */
  readonly sentence: string;
}

/** Options of which one would be ignored beside the other: that is refused, because it was typed for a reason. */
const exclusions: readonly Exclusion[] = [
  {
    options: ['memory', 'data'],
    sentence:
      '--memory and --data exclude each other: --memory writes nothing. Leave out one of them.',
  },
  {
    options: ['memory', 'fresh'],
    sentence:
      '--memory and --fresh exclude each other: --memory always starts a new lab. Leave out one of them.',
  },
  {
    options: ['memory', 'durable'],
    sentence:
      '--memory and --durable exclude each other: --memory has no disk to wait for. Leave out one of them.',
  },
  {
    options: ['detach', 'memory'],
    sentence:
      '--detach and --memory exclude each other: "samlab stop" finds a lab by its data folder. Leave out one of them.',
  },
  {
    options: ['singlePort', 'idpPort'],
    sentence:
      '--single-port and --idp-port exclude each other: all sites answer on the port of the lab home, --port. Leave out one of them.',
  },
  {
    options: ['singlePort', 'spPort'],
    sentence:
      '--single-port and --sp-port exclude each other: all sites answer on the port of the lab home, --port. Leave out one of them.',
  },
];

/** Levels of the log at which messages are written. */
const withMessages = ['info', 'debug', 'trace'];

/** A sentence for every option that would have no effect. */
export function ignoredOptions(given: StartArguments): string[] {
  // 0 is any free port, and that of the lab home is one.
  const isGiven = (name: keyof StartArguments) =>
    given[name] !== undefined && given[name] !== false && given[name] !== '0';
  const { logMessages, logLevel = 'info' } = given;
  return [
    ...exclusions.filter(({ options }) => options.every(isGiven)).map(({ sentence }) => sentence),
    ...(logMessages && !withMessages.includes(logLevel)
      ? [
          `--log-messages and --log-level ${logLevel} exclude each other: messages are logged at ${withMessages.join(', ')}. Leave out one of them.`,
        ]
      : []),
  ];
}
