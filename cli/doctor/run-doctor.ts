import { writeFileSync } from 'node:fs';
import { CheckFault } from '../../check/index.ts';
import {
  countOf,
  doctorPage,
  doctorReport,
  doctorText,
  readRealTenant,
} from '../../doctor/index.ts';
import { LabError } from '../../lab/index.ts';
import { readSpDescriptor } from '../../saml/sp-descriptor.ts';
import { StoreError } from '../../store/errors.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import type { DoctorArguments } from './arguments.ts';
import { clockAheadOf } from './clock-of-server.ts';
import { type ReadLab, readLab } from './read-lab.ts';
import { readTrusted } from './read-trusted.ts';
import { reading } from './reading.ts';

/**
 * Compares an application of a lab with the real tenant, and prints the result.
 *
 * @returns the exit code
 * @throws {ArgumentFaults} when an argument, a file or the data folder is wrong: every fault
 */
export async function runDoctor(
  given: DoctorArguments,
  rest: readonly string[],
): Promise<0 | 1 | 2> {
  const { federationMetadata: source } = given;
  const faults = unknownArguments('doctor', rest);
  if (source === undefined)
    faults.push(
      '--federation-metadata is missing: the App Federation Metadata Url of the application at the real tenant, or the file.',
    );
  const tenant = await reading('--federation-metadata', source, faults, ({ name, content }) =>
    readRealTenant(name, content),
  );
  const serviceProvider = await reading('--sp-metadata', given.spMetadata, faults, ({ content }) =>
    readSpDescriptor(content),
  );
  const trusted = await readTrusted(given, faults);
  const lab = await labOf(given, faults);
  if (faults.length > 0 || !tenant || !lab) throw new ArgumentFaults(faults);
  const metadataUrl = source !== undefined && /^https?:/i.test(source) ? source : undefined;
  const report = doctorReport({
    ...lab,
    tenant,
    metadataUrl,
    serviceProvider,
    trusted,
    now: new Date(),
    clockAheadMs: metadataUrl === undefined ? undefined : await clockAheadOf(metadataUrl),
  });
  process.stdout.write(given.json ? `${JSON.stringify(report)}\n` : doctorText(report));
  if (given.html !== undefined) write(given.html, doctorPage(report));
  return countOf(report, 'error') > 0 ? 1 : 0;
}

async function labOf(
  { data, app }: DoctorArguments,
  faults: string[],
): Promise<ReadLab | undefined> {
  try {
    return await readLab(data, app);
  } catch (error) {
    if (error instanceof ArgumentFaults) faults.push(...error.faults);
    else if (error instanceof CheckFault) faults.push(error.message);
    else if (error instanceof LabError || error instanceof StoreError)
      faults.push(...error.message.split('\n'));
    else throw error;
    return undefined;
  }
}

/** @throws {ArgumentFaults} */
function write(file: string, content: string): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw new ArgumentFaults([
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code}). Name another file with --html.`,
    ]);
  }
}
