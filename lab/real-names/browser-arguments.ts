import type { Door } from './door.ts';

/** This machine, for a service provider under test. */
const LOOPBACK = ['localhost', '*.localhost', '127.0.0.1', '[::1]'];

/** What Chromium would do over the network on its own. */
const OFF = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'DialMediaRouteProvider',
  'DnsOverHttpsUpgrade',
  'MediaRouter',
  'OptimizationHints',
  'Translate',
];

/**
 * Arguments with which Chromium finds this lab at every name and address except this machine's own, without DNS, and without an authority that
 * the system trusts. The lab knows the real names, and says so to others: Chromium would ask public DNS servers about a name that is not found.
 * A proxy would look names up itself, so none is used.
 */
export const browserArguments = ({ port, keyHash }: Pick<Door, 'port' | 'keyHash'>): string[] => [
  `--host-resolver-rules=${[
    ...LOOPBACK.map((name) => `EXCLUDE ${name}`),
    `MAP * 127.0.0.1:${port}`,
  ].join(',')}`,
  `--ignore-certificate-errors-spki-list=${keyHash}`,
  '--no-proxy-server',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  `--disable-features=${OFF.join(',')}`,
];
