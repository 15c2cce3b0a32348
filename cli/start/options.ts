import type { LabOptions, Ports } from '../../lab/index.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';

/** As commander returns them: text as typed, absent when not given. */
export interface StartArguments {
  port?: string;
  idpPort?: string;
  spPort?: string;
  data?: string;
  memory?: boolean;
  fresh?: boolean;
  empty?: boolean;
  json?: boolean;
}

const portFlags = {
  lab: ['--port', 4000],
  idp: ['--idp-port', 4100],
  sp: ['--sp-port', 4200],
} as const;

/**
 * Checks the arguments of `samlab start`.
 *
 * @param rest what commander could not place.
 * @throws {ArgumentFaults} when anything is wrong: every fault, before anything is started.
 */
export function readStartOptions(given: StartArguments, rest: readonly string[] = []): LabOptions {
  const faults = unknownArguments('start', rest);
  const ports = readPorts({ lab: given.port, idp: given.idpPort, sp: given.spPort }, faults);
  if (given.memory && given.data !== undefined)
    faults.push(
      '--memory and --data exclude each other: --memory writes nothing. Leave out one of them.',
    );
  if (given.memory && given.fresh)
    faults.push(
      '--memory and --fresh exclude each other: --memory always starts a new lab. Leave out one of them.',
    );
  if (given.data?.trim() === '') faults.push('--data needs the path of a folder.');
  if (faults.length > 0) throw new ArgumentFaults(faults);
  const { data: dataDir, memory, fresh, empty } = given;
  return { dataDir, memory, fresh, empty, ports };
}

function readPorts(given: Record<keyof Ports, string | undefined>, faults: string[]): Ports {
  const ports = { lab: 0, idp: 0, sp: 0 };
  const taken = new Map<number, string>();
  for (const site of ['lab', 'idp', 'sp'] as const) {
    const [flag, standard] = portFlags[site];
    const text = given[site] ?? String(standard);
    const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (!(port <= 65_535)) {
      faults.push(`${flag} must be a number from 0 (any free port) to 65535, not "${text}".`);
      continue;
    }
    const other = taken.get(port);
    if (other)
      faults.push(`${other} and ${flag} are both ${port}; each site needs a different port.`);
    if (port !== 0) taken.set(port, flag);
    ports[site] = port;
  }
  return ports;
}
