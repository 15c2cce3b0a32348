import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';
import type { pki } from 'node-forge';
import type { Certificate } from './certificate.ts';
import {
  NAME_CONSTRAINTS,
  nameConstraints,
  type PermittedHosts,
  permits,
  permittedHosts,
} from './name-constraints.ts';
import { rsaKeys } from './rsa-keys.ts';
import { forgePublicKey, newSerialNumber, signCertificate } from './sign-certificate.ts';
import type { SigningKey } from './signing-certificate.ts';

const HOUR = 3_600_000; // ms
const DAY = 24 * HOUR;

/** Clocks of other machines may be behind. */
const EARLIER = HOUR;
/** People trust an authority by hand, so rarely. */
const AUTHORITY_DAYS = 3650;
/** Browsers refuse server certificates for more than 398 days (CA/Browser Forum Baseline Requirements 6.3.2). */
const SERVER_DAYS = 397;

/** Names that every authority is for: those of this machine alone (RFC 6761 6.3, RFC 1122 3.2.1.3, RFC 4291 2.5.3). */
const THIS_MACHINE: PermittedHosts = {
  names: ['localhost'],
  networks: ['127.0.0.0/8', '::1/128'],
};

interface Wanted {
  /** DNS names and IP addresses. */
  readonly hosts: readonly string[];
  readonly now: Date;
}

/**
 * A certificate authority that can only vouch for these hosts and the names of this machine: its name constraints are critical, and it is
 * for servers only (RFC 5280 4.2.1). RSA 2048, valid for ten years.
 */
export async function makeAuthority({ hosts, now }: Wanted): Promise<SigningKey> {
  const [privateKey, { default: forge }] = await Promise.all([
    rsaKeys.make(),
    import('node-forge'),
  ]);
  const serial = newSerialNumber();
  // A trust store tells authorities apart by their names.
  const name = [{ name: 'commonName', value: `samlab local CA ${serial.slice(0, 8)}` }];
  const built = forge.pki.createCertificate();
  built.publicKey = forgePublicKey(forge, createPublicKey(privateKey));
  built.serialNumber = serial;
  built.validity = validity(now, AUTHORITY_DAYS);
  built.setSubject(name);
  built.setIssuer(name);
  built.setExtensions([
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      id: NAME_CONSTRAINTS,
      critical: true,
      value: nameConstraints(forge, withThisMachine(hosts)),
    },
    { name: 'subjectKeyIdentifier' },
  ]);
  return { privateKey, certificate: signCertificate(forge, built, privateKey) };
}

/** A certificate for a server at these hosts, with a new RSA-2048 key, valid for 397 days and no longer than its authority. */
export async function makeServerCertificate(
  authority: SigningKey,
  { hosts, now }: Wanted,
): Promise<SigningKey> {
  const [privateKey, { default: forge }] = await Promise.all([
    rsaKeys.make(),
    import('node-forge'),
  ]);
  const issuer = forge.pki.certificateFromAsn1(
    forge.asn1.fromDer(Buffer.from(authority.certificate.der).toString('latin1')),
  );
  const built = forge.pki.createCertificate();
  built.publicKey = forgePublicKey(forge, createPublicKey(privateKey));
  built.serialNumber = newSerialNumber();
  const { notBefore, notAfter } = validity(now, SERVER_DAYS);
  const last = authority.certificate.notAfter;
  built.validity = { notBefore, notAfter: notAfter < last ? notAfter : last };
  built.setSubject([{ name: 'commonName', value: 'samlab' }]);
  built.setIssuer(issuer.subject.attributes);
  built.setExtensions([
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: hosts.map(generalName) },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: keyIdentifier(issuer) },
  ]);
  return { privateKey, certificate: signCertificate(forge, built, authority.privateKey) };
}

/** The hosts that the authority cannot vouch for. */
export async function hostsOutside(
  authority: Certificate,
  hosts: readonly string[],
): Promise<string[]> {
  const { default: forge } = await import('node-forge');
  const permitted = permittedHosts(forge, authority);
  return hosts.filter((host) => !permits(permitted, host));
}

/**
 * What the authority can vouch for: DNS names, each with all names below it, and networks such as `127.0.0.0/8`.
 *
 * @returns undefined for one that is not limited: without a name constraint for names or for addresses, it permits all of them (RFC 5280
 *   4.2.1.10)
 */
export async function permittedBy(authority: Certificate): Promise<string[] | undefined> {
  const { default: forge } = await import('node-forge');
  const { names, networks } = permittedHosts(forge, authority);
  const isLimited = names.every((name) => name !== '') && names.length > 0 && networks.length > 0;
  return isLimited ? [...names, ...networks] : undefined;
}

function withThisMachine(hosts: readonly string[]): PermittedHosts {
  const more = [...new Set(hosts)].filter((host) => !permits(THIS_MACHINE, host));
  const networks = more
    .filter((host) => isIP(host) !== 0)
    .map((host) => `${host}/${isIP(host) === 4 ? 32 : 128}`);
  return {
    names: [...THIS_MACHINE.names, ...more.filter((host) => isIP(host) === 0)],
    networks: [...THIS_MACHINE.networks, ...networks],
  };
}

const validity = (now: Date, days: number) => ({
  notBefore: new Date(now.getTime() - EARLIER),
  notAfter: new Date(now.getTime() - EARLIER + days * DAY),
});

/** GeneralName: 2 is dNSName, 7 iPAddress (RFC 5280 4.2.1.6). */
const generalName = (host: string) =>
  isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host };

/** Of the key of a certificate, as `subjectKeyIdentifier` makes it: SHA-1 (RFC 5280 4.2.1.2). */
const keyIdentifier = (of: pki.Certificate) => of.generateSubjectKeyIdentifier().getBytes();
