import { findProgram } from '../browser/find-program.ts';
import { canInstallPackages, installPackages } from './debian-packages.ts';

/** The programs, and Debian's packages of the same name, that judge our certificates and signatures in tests. */
const witnesses = ['openssl', 'xmlsec1'];

/** Makes sure of the witness programs as far as that is possible here; returns the names of those missing in the end. */
export async function provideWitnesses(): Promise<string[]> {
  const missing = () => witnesses.filter((name) => findProgram(name) === undefined);
  if (missing().length > 0 && canInstallPackages()) await installPackages(missing());
  return missing();
}
