import { findProgram } from '../browser/find-program.ts';
import { proxyProgram } from '../lab/replicas/testing/proxy-program.ts';
import { installedVersion } from '../matrix/debian.ts';
import { libraries } from '../matrix/libraries.ts';
import { postgresPrograms } from '../store/testing/postgres-programs.ts';
import { canInstallPackages, installPackages } from './debian-packages.ts';

const onPath = (name: string) => () => findProgram(name) !== undefined;
const installed = (name: string) => () => installedVersion(name) !== undefined;

/** Service providers of the library matrix that tests sign in to. */
const serviceProviders = ['mod_auth_mellon', 'pysaml2', 'shibboleth-sp', 'simplesamlphp'];
const packagesOfServiceProviders = libraries
  .filter(({ name }) => serviceProviders.includes(name))
  .flatMap(({ debian = [] }) => debian);

/**
 * What verifies our certificates and signatures in tests or calls the HTTP API, the service providers that sign in and out, and the database
 * server and proxies that tests use; by the Debian package.
 */
const witnesses: Readonly<Record<string, () => boolean>> = {
  ...Object.fromEntries(packagesOfServiceProviders.map((name) => [name, installed(name)])),
  'python3-onelogin-saml2': installed('python3-onelogin-saml2'),
  openssl: onPath('openssl'),
  xmlsec1: onPath('xmlsec1'),
  curl: onPath('curl'),
  shellcheck: onPath('shellcheck'),
  python3: onPath('python3'),
  'libnss3-tools': onPath('certutil'),
  nginx: () => proxyProgram('nginx') !== undefined,
  haproxy: () => proxyProgram('haproxy') !== undefined,
  postgresql: () => postgresPrograms() !== undefined,
};

/** Installs missing witness programs if possible; returns the names of those still missing. */
export async function provideWitnesses(): Promise<string[]> {
  const missing = () => Object.keys(witnesses).filter((name) => !witnesses[name]?.());
  if (missing().length > 0 && canInstallPackages()) await installPackages(missing());
  return missing();
}
