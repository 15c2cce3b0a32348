import { furtherMetadataNames, openTenant } from '../../check/index.ts';
import { usualFolder } from '../../lab/index.ts';
import { ArgumentFaults, unknownArguments } from '../faults.ts';
import { onInterruption } from '../interruption.ts';
import type { CheckArguments } from './arguments.ts';
import type { ExitCode } from './exit-code.ts';

/**
 * `--print-idp-metadata` and `--serve`: what the service provider must trust, printed or served until Ctrl-C.
 *
 * @throws {ArgumentFaults | LabError | StoreError}
 */
export async function showIdpMetadata(
  { data = usualFolder, printIdpMetadata, serve }: CheckArguments,
  rest: readonly string[],
): Promise<ExitCode> {
  const faults = unknownArguments('check', rest);
  const which = furtherMetadataNames.find((name) => name === printIdpMetadata);
  if (typeof printIdpMetadata === 'string' && !which)
    faults.push(
      `--print-idp-metadata takes nothing, ${furtherMetadataNames.join(' or ')}, not "${printIdpMetadata}".`,
    );
  if (data.trim() === '') faults.push('--data needs the path of a folder.');
  if (faults.length > 0) throw new ArgumentFaults(faults);
  await using stack = new AsyncDisposableStack();
  const tenant = await openTenant(data, () => new Date());
  stack.defer(() => tenant.close());
  const metadata = await tenant.metadata(which);
  if (printIdpMetadata) process.stdout.write(`${metadata}\n`);
  if (!serve) return 0;
  const { interrupted, release } = onInterruption();
  stack.defer(release);
  const [usual, ...further] = await tenant.serve();
  const lines = [
    `The metadata of the identity provider is at ${usual}`,
    ...further.map((url) => `For a service provider that is to trust more: ${url}`),
    'Ctrl-C stops it.',
  ];
  process.stderr.write(lines.map((line) => `samlab: ${line}\n`).join(''));
  const alive = setInterval(() => {}, 60_000); // a lab that is running serves it for us; then nothing else keeps this process
  await interrupted;
  clearInterval(alive);
  return 0;
}
