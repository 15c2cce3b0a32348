import { findProgram } from '../browser/find-program.ts';
import { canInstallPackages, installPackages } from './debian-packages.ts';

/** The programs, and Debian packages of the same name, that verify our certificates and signatures in tests, and call the HTTP API. */
const witnesses = ['openssl', 'xmlsec1', 'curl', 'python3'];

/** Installs missing witness programs if possible; returns the names of those still missing. */
export async function provideWitnesses(): Promise<string[]> {
  const missing = () => witnesses.filter((name) => findProgram(name) === undefined);
  if (missing().length > 0 && canInstallPackages()) await installPackages(missing());
  return missing();
}
