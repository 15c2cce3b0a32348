import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/**
 * `localhost` and names below it are this machine (RFC 6761 6.3), as in every browser. Many resolvers know only `localhost` itself
 * (https://github.com/nodejs/node/issues/50871).
 */
export const lookupLikeBrowsers: LookupFunction = (hostname, options, callback) => {
  if (!/\.localhost\.?$/i.test(hostname)) return lookup(hostname, options, callback);
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  if (options.all) callback(null, addresses);
  else callback(null, '127.0.0.1', 4);
};
