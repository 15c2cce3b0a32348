import { describe, expect, test } from 'vitest';
import { ArgumentFaults } from '../faults.ts';
import type { StartArguments } from './arguments.ts';
import { startCommand } from './command.ts';
import { readStartOptions } from './options.ts';

function faultsOf(given: StartArguments, rest: string[] = []): readonly string[] {
  try {
    readStartOptions(given, rest);
  } catch (error) {
    if (error instanceof ArgumentFaults) return error.faults;
    throw error;
  }
  return [];
}

describe('samlab start', () => {
  test('uses the default ports and folder without arguments', () => {
    const options = readStartOptions({});
    expect(options.ports).toEqual({ lab: 4000, idp: 4100, sp: 4200 });
    expect(options).toMatchObject({ dataDir: undefined, memory: undefined, fresh: undefined });
  });

  test('reads every argument', () => {
    const given = {
      port: '0',
      idpPort: '65535',
      spPort: '08080',
      data: 'x',
      fresh: true,
      empty: true,
    };
    expect(readStartOptions(given)).toMatchObject({
      ports: { lab: 0, idp: 65_535, sp: 8080 },
      dataDir: 'x',
      fresh: true,
      empty: true,
    });
    expect(readStartOptions({ memory: true, empty: true })).toMatchObject({ empty: true });
  });

  test('reads the time to begin with', () => {
    for (const clock of ['real', '+3d', '2026-12-24T08:00:00Z', 'frozen:2026-12-24T08:00:00Z'])
      expect(readStartOptions({ clock })).toMatchObject({ clock });
    expect(faultsOf({ clock: 'tomorrow' })).toEqual([
      expect.stringMatching(/^--clock must be real, an offset .*; not "tomorrow"\.$/),
    ]);
  });

  test('accepts 0, any free port, for all three sites', () => {
    expect(faultsOf({ port: '0', idpPort: '0', spPort: '0' })).toEqual([]);
  });

  test.each(['', ' ', 'x', '-1', '4000.5', '65536', '4e3', '0x10', '999999'])(
    'refuses port %j',
    (port) => {
      expect(faultsOf({ port })).toEqual([
        `--port must be a number from 0 (any free port) to 65535, not "${port}".`,
      ]);
      expect(faultsOf({ port: '4000' })).toEqual([]);
    },
  );

  test('refuses two sites on one port, even when one is the default', () => {
    expect(faultsOf({ port: '4200' })).toEqual([
      '--port and --sp-port are both 4200; each site needs a different port.',
    ]);
  });

  test('refuses options that contradict each other', () => {
    expect(faultsOf({ memory: true, data: 'x' })).toEqual([expect.stringContaining('--data')]);
    expect(faultsOf({ memory: true, fresh: true })).toEqual([expect.stringContaining('--fresh')]);
    expect(faultsOf({ detach: true, memory: true })).toEqual([
      expect.stringContaining('"samlab stop" finds a lab by its data folder'),
    ]);
    expect(faultsOf({ detach: true, log: '-' })).toEqual([expect.stringContaining('--log')]);
    expect(faultsOf({ detach: true })).toEqual([]);
    expect(faultsOf({ data: '' })).toEqual(['--data needs the path of a folder.']);
    expect(faultsOf({ data: 'x', fresh: true })).toEqual([]);
  });

  test('reports every fault at once, including unknown arguments', () => {
    const faults = faultsOf({ port: 'x', idpPort: 'y', memory: true, fresh: true }, [
      '--prot',
      '5',
    ]);
    expect(faults).toHaveLength(4);
    expect(faults[0]).toContain('Unknown option --prot');
    expect(faultsOf({}, ['here'])).toEqual([expect.stringContaining('Unexpected argument "here"')]);
  });
});

/** What each option is tried with, and beside which other ones it would have no effect. */
const decided: Readonly<Record<string, { value: string | true; not?: readonly string[] }>> = {
  port: { value: '4001' },
  idpPort: { value: '4101', not: ['singlePort'] },
  spPort: { value: '4201', not: ['singlePort'] },
  config: { value: 'samlab.yaml' },
  clock: { value: '+1d' },
  smtpUrl: { value: 'smtp://localhost:25' },
  data: { value: 'x', not: ['memory'] },
  empty: { value: true },
  log: { value: 'x.log' },
  logLevel: { value: 'warn', not: ['logMessages'] },
  logMessages: { value: true },
  host: { value: '127.0.0.2' },
  expose: { value: true },
  publicUrl: { value: 'http://lab.test' },
  idpPublicUrl: { value: 'http://idp.test' },
  spPublicUrl: { value: 'http://sp.test' },
  alias: { value: 'lab.test' },
  trustProxy: { value: '10.0.0.1' },
  singlePort: { value: true },
  https: { value: true },
  tlsCert: { value: 'cert.pem' },
  tlsKey: { value: 'key.pem' },
  dropIn: { value: 'test-saml-idp' },
  dropInPort: { value: '0' },
  dropInHttpsPort: { value: '0' },
  dropInUsers: { value: 'users.php' },
  watch: { value: true },
  seed: { value: 'a' },
  memory: { value: true, not: ['detach'] },
  fresh: { value: true, not: ['memory'] },
  durable: { value: true, not: ['memory'] },
  exchanges: { value: '5' },
  exchangesMb: { value: '5' },
  detach: { value: true },
  background: { value: true },
  json: { value: true },
};

describe('an option that another one would silently take the effect from', () => {
  const { options } = startCommand();
  const flagOf = (name: string) =>
    options.find((one) => one.attributeName() === name)?.long ?? 'unknown';
  const pairs = Object.keys(decided).flatMap((one, n) =>
    Object.keys(decided)
      .slice(n + 1)
      .map((other) => [one, other] as const),
  );

  test('is decided for every option of the command', () => {
    const names = options.map((one) => one.attributeName());
    expect(Object.keys(decided).toSorted()).toEqual(names.toSorted());
  });

  test('is refused with a sentence that has both; every other pair is not', () => {
    for (const [one, other] of pairs) {
      const given = { [one]: decided[one]?.value, [other]: decided[other]?.value };
      const about = faultsOf(given).filter((fault) => fault.includes('exclude each other'));
      const refused = decided[one]?.not?.includes(other) || decided[other]?.not?.includes(one);
      expect([one, other, about.length]).toEqual([one, other, refused ? 1 : 0]);
      if (refused) expect(about[0]).toContain(`${flagOf(one)}`);
      if (refused) expect(about[0]).toContain(`${flagOf(other)}`);
    }
  });

  test('any free port on a single port is none', () => {
    const given = { singlePort: true, idpPort: '0', spPort: '0' };
    expect(faultsOf(given)).toEqual([]);
    expect(readStartOptions(given).ports).toEqual({ idp: 0, sp: 0 });
    expect(readStartOptions({ singlePort: true }).ports).toEqual({});
  });
});

test('a clock that no lab can have is refused with the range, not with the forms', () => {
  expect(faultsOf({ clock: '1900-01-01T00:00:00Z' })).toEqual([
    '--clock must be an instant from 1970-01-02 to the end of 8999, not "1900-01-01T00:00:00Z".',
  ]);
  expect(faultsOf({ clock: 'frozen:9500-01-01T00:00:00Z' })).toEqual([
    '--clock must be an instant from 1970-01-02 to the end of 8999, not "frozen:9500-01-01T00:00:00Z".',
  ]);
  expect(faultsOf({ clock: '-30000d' })).toEqual([
    '--clock must be an offset from -20000d to +2500000d, not "-30000d".',
  ]);
});
