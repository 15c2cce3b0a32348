import type { OptionWords } from '../errors.ts';

/** How messages about a settings file name what decides the same: keys, and options of the start for what is no key. */
export const settingsKeys: OptionWords = {
  'ports.lab': 'ports.lab',
  'ports.idp': 'ports.idp',
  'ports.sp': 'ports.sp',
  'dropIn.port': 'the option dropIn.port (--drop-in-port)',
  'dropIn.httpsPort': 'the option dropIn.httpsPort (--drop-in-https-port)',
  'addresses.host': 'addresses.host',
  'addresses.expose': 'the option expose (--expose), which no settings file can give',
  'addresses.aliases': 'addresses.aliases',
  'addresses.trustedProxies': 'addresses.trustedProxies',
  'addresses.https': 'addresses.https',
  'addresses.tlsCert': 'addresses.tlsCert',
  'addresses.tlsKey': 'addresses.tlsKey',
  'addresses.singlePort': 'addresses.singlePort',
  'addresses.publicUrls.lab': 'addresses.publicUrls.lab',
  'addresses.publicUrls.idp': 'addresses.publicUrls.idp',
  'addresses.publicUrls.sp': 'addresses.publicUrls.sp',
  dataDir: 'the option dataDir (--data)',
  memory: 'the option memory (--memory)',
  fresh: 'the option fresh (--fresh)',
  empty: 'the option empty (--empty)',
};
