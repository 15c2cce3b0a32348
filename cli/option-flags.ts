import type { OptionWords } from '../lab/index.ts';

/** How messages of the lab name its options on the command line. */
export const optionFlags: OptionWords = {
  'ports.lab': '--port',
  'ports.idp': '--idp-port',
  'ports.sp': '--sp-port',
  'dropIn.port': '--drop-in-port',
  'dropIn.httpsPort': '--drop-in-https-port',
  'addresses.host': '--host',
  'addresses.expose': '--expose',
  'addresses.aliases': '--alias',
  'addresses.trustedProxies': '--trust-proxy',
  'addresses.https': '--https',
  'addresses.tlsCert': '--tls-cert',
  'addresses.tlsKey': '--tls-key',
  'addresses.singlePort': '--single-port',
  'addresses.publicUrls.lab': '--public-url',
  'addresses.publicUrls.idp': '--idp-public-url',
  'addresses.publicUrls.sp': '--sp-public-url',
  dataDir: '--data',
  memory: '--memory',
  fresh: '--fresh',
  empty: '--empty',
};
