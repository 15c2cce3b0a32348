import { CertificateError } from '../../certs/errors.ts';
import { NotRealTenant } from '../../doctor/index.ts';
import { NotLintable } from '../../lint/index.ts';
import { SamlError } from '../../saml/errors.ts';
import { type Input, readInput } from '../lint/read-input.ts';

/** Reads the document that an option names, a file or a URL; undefined without one, or with a fault, which is added to `faults`. */
export async function reading<Result>(
  option: string,
  source: string | undefined,
  faults: string[],
  read: (input: Input) => Result,
): Promise<Result | undefined> {
  if (source === undefined) return undefined;
  try {
    return read(await readInput(source));
  } catch (error) {
    if (error instanceof NotRealTenant) faults.push(error.message);
    else if (error instanceof NotLintable) faults.push(`${option}: ${error.message}`);
    else if (error instanceof SamlError || error instanceof CertificateError)
      faults.push(`${option}: ${source} cannot be used. ${error.message}`);
    else throw error;
    return undefined;
  }
}
