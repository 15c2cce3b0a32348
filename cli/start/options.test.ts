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
  test('without arguments: the fixed ports, the usual folder', () => {
    const options = readStartOptions({});
    expect(options.ports).toEqual({ lab: 4000, idp: 4100, sp: 4200 });
    expect(options).toMatchObject({ dataDir: undefined, memory: undefined, fresh: undefined });
  });

  test('with all of them', () => {
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

  test('any free port may be wanted three times', () => {
    expect(faultsOf({ port: '0', idpPort: '0', spPort: '0' })).toEqual([]);
  });

  test.each(['', ' ', 'x', '-1', '4000.5', '65536', '4e3', '0x10', '999999'])('port %j', (port) => {
    expect(faultsOf({ port })).toEqual([
      `--port must be a number from 0 (any free port) to 65535, not "${port}".`,
    ]);
    expect(faultsOf({ port: '4000' })).toEqual([]);
  });

  test('two sites on one port, also when one is the default', () => {
    expect(faultsOf({ port: '4200' })).toEqual([
      '--port and --sp-port are both 4200; each site needs a port of its own.',
    ]);
  });

  test('options that contradict each other', () => {
    expect(faultsOf({ memory: true, data: 'x' })).toEqual([expect.stringContaining('--data')]);
    expect(faultsOf({ memory: true, fresh: true })).toEqual([expect.stringContaining('--fresh')]);
    expect(faultsOf({ data: '' })).toEqual(['--data needs the path of a folder.']);
    expect(faultsOf({ data: 'x', fresh: true })).toEqual([]);
  });

  test('every fault at once, unknown arguments among them', () => {
    const faults = faultsOf({ port: 'x', idpPort: 'y', memory: true, fresh: true }, [
      '--prot',
      '5',
    ]);
    expect(faults).toHaveLength(4);
    expect(faults[0]).toContain('The option --prot is unknown');
    expect(faultsOf({}, ['here'])).toEqual([expect.stringContaining('"here" is one too many')]);
  });
});
