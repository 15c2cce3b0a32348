import { findProgram } from '../browser/find-program.ts';
import { proxyProgram } from '../lab/replicas/testing/proxy-program.ts';
import { installedVersion } from '../matrix/debian.ts';
import { hasShibboleth } from '../scenarios/witnesses/testing/shibboleth.ts';
import { postgresPrograms } from '../store/testing/postgres-programs.ts';
import { canInstallPackages, installPackages } from './debian-packages.ts';

const onPath = (name: string) => () => findProgram(name) !== undefined;
const installed = (name: string) => () => installedVersion(name) !== undefined;

/**
 * What verifies our certificates and signatures in tests or calls the HTTP API, the service providers that sign in and out, and the database
 * server and proxies that tests use; by the Debian package.
 */
const witnesses: Readonly<Record<string, () => boolean>> = {
  openssl: onPath('openssl'),
  xmlsec1: onPath('xmlsec1'),
  curl: onPath('curl'),
  shellcheck: onPath('shellcheck'),
  python3: onPath('python3'),
  'libnss3-tools': onPath('certutil'),
  nginx: () => proxyProgram('nginx') !== undefined,
  haproxy: () => proxyProgram('haproxy') !== undefined,
  'apache2-bin': hasShibboleth,
  'libapache2-mod-shib': hasShibboleth,
  'libapache2-mod-auth-mellon': installed('libapache2-mod-auth-mellon'),
  simplesamlphp: installed('simplesamlphp'),
  'php-cli': installed('php-cli'),
  'php-xml': installed('php-xml'),
  'php-mbstring': installed('php-mbstring'),
  postgresql: () => postgresPrograms() !== undefined,
};

/** Installs missing witness programs if possible; returns the names of those still missing. */
export async function provideWitnesses(): Promise<string[]> {
  const missing = () => Object.keys(witnesses).filter((name) => !witnesses[name]?.());
  if (missing().length > 0 && canInstallPackages()) await installPackages(missing());
  return missing();
}
