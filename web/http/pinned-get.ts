import type { LookupAddress } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import { isAllowed, type Resolve, resolveBySystem } from './allowed-address.ts';

interface PinnedGet {
  /** In ms. */
  readonly timeout: number;
  readonly accept: string;
  readonly resolve?: Resolve | undefined;
}

/**
 * Sends a GET to a host that has only addresses from which metadata may be fetched, and to the address that was checked: a second answer of the
 * name server could differ (DNS rebinding). Redirects are not followed, as they could lead elsewhere.
 *
 * @throws {Error} when the name has no address, or any that is not allowed; when there is no answer in time
 */
export async function pinnedGet(
  url: URL,
  { timeout, accept, resolve = resolveBySystem }: PinnedGet,
): Promise<IncomingMessage> {
  const { address, family } = await addressOf(url, resolve);
  const pinned: LookupFunction = (_hostname, { all }, found) =>
    all ? found(null, [{ address, family }]) : found(null, address, family);
  const answer = Promise.withResolvers<IncomingMessage>();
  // Not imported at the start: for an import of node:http, Node loads its fetch, too.
  const { get } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  get(
    url,
    { lookup: pinned, agent: false, signal: AbortSignal.timeout(timeout), headers: { accept } },
    answer.resolve,
  ).on('error', answer.reject);
  return answer.promise;
}

async function addressOf({ hostname }: URL, resolve: Resolve): Promise<LookupAddress> {
  const found = await resolve(hostname.replace(/^\[|\]$/g, ''));
  const [first] = found;
  if (!first || !found.every(isAllowed)) throw new Error(`${hostname} has no allowed address.`);
  return first;
}
