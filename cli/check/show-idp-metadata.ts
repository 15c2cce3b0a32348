import { furtherMetadataNames, openTenant } from '../../check/index.ts';
import { defaultDataDir } from '../../lab/index.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import { onInterruption } from '../interruption.ts';
import { announce } from '../print.ts';
import type { CheckArguments } from './arguments.ts';

/**
 * `--print-idp-metadata` and `--serve`: prints the metadata that the service provider must trust, or serves it until Ctrl-C.
 *
 * @throws {ArgumentFaults} when an argument is wrong
 * @throws {CheckFault} when the data folder has no such application
 * @throws {LabError} when the data folder cannot be used
 * @throws {StoreError} when its database cannot be opened
 */
export async function showIdpMetadata(
  { data = defaultDataDir, application, printIdpMetadata, serve }: CheckArguments,
  rest: readonly string[],
): Promise<0> {
  const faults = unknownArguments('check', rest);
  const which = furtherMetadataNames.find((name) => name === printIdpMetadata);
  if (typeof printIdpMetadata === 'string' && !which)
    faults.push(
      `--print-idp-metadata accepts no value, ${furtherMetadataNames.join(' or ')}, not "${printIdpMetadata}".`,
    );
  if (data.trim() === '') faults.push('--data needs the path of a folder.');
  if (faults.length > 0) throw new ArgumentFaults(faults);
  await using stack = new AsyncDisposableStack();
  const tenant = await openTenant(data, () => new Date(), application);
  stack.defer(() => tenant.close());
  const metadata = await tenant.metadata(which);
  // Served with a byte order mark, as by Entra; but what is printed goes through a pipe or an editor, and many a reader fails on it.
  if (printIdpMetadata) process.stdout.write(`${metadata.replace(/^\uFEFF/, '')}\n`);
  if (!serve) return 0;
  const { interrupted, release } = onInterruption();
  stack.defer(release);
  const [usual, ...further] = await tenant.serve();
  const lines = [
    `The metadata of the identity provider is at ${usual}`,
    ...further.map((url) => `For a service provider that trusts more: ${url}`),
    'Press Ctrl-C to stop.',
  ];
  for (const line of lines) announce(line);
  const alive = setInterval(() => {}, 60_000); // when a running lab serves it, nothing else keeps this process alive
  await interrupted;
  clearInterval(alive);
  return 0;
}
