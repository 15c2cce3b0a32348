import { describe, expect, test } from 'vitest';
import { ArgumentFaults } from '../faults.ts';
import { readStartOptions, type StartArguments } from './options.ts';

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
