import type { ContentPolicies } from './content-policies.ts';
import type { Reply, Request } from './exchange.ts';
import { type ReferrerPolicy, readReferrerPolicy, refererFor } from './referrer.ts';
import { isSameSite, isTrustworthy } from './site.ts';

/** The page that a navigation starts from. */
export interface Initiator {
  readonly url: string;
  readonly referrerPolicy: ReferrerPolicy;
  /** Its Content-Security-Policy, which a form and the redirects after it must pass. */
  readonly policies?: ContentPolicies;
}

/** A request of a browser for a page, and how it came about. */
export interface Navigation extends Request {
  /** Undefined when a person types the URL. */
  readonly from: Initiator | undefined;
  /** The URLs that redirected here. */
  readonly chain: readonly string[];
  /** A form was submitted; its page's policy still decides about redirects. */
  readonly isForm: boolean;
  /** A person clicked, or typed the URL. */
  readonly activated: boolean;
  readonly target: 'document' | 'frame' | 'iframe';
}

/** What a person types into the address bar. */
export const typed = (url: string): Navigation => ({
  method: 'GET',
  url,
  from: undefined,
  chain: [],
  isForm: false,
  activated: true,
  target: 'document',
});

/** Whether cookies of the site count the request as cross-site; a redirect keeps its initiator (RFC 6265bis 5.2). */
export const isCrossSite = ({ url, from }: Navigation): boolean =>
  from !== undefined && !isSameSite(from.url, url);

/** The headers with which Chromium describes a navigation: Origin, Referer and Sec-Fetch. */
export function navigationHeaders(navigation: Navigation): Record<string, string> {
  const { url, from, method, activated, target } = navigation;
  const referer = from && refererFor(from.url, from.referrerPolicy, url);
  return {
    ...(referer !== undefined && { referer }),
    ...(method !== 'GET' && { origin: originFor(navigation) }),
    'upgrade-insecure-requests': '1',
    ...(isTrustworthy(url) && {
      'sec-fetch-site': fetchSite(navigation),
      'sec-fetch-mode': 'navigate',
      ...(activated && { 'sec-fetch-user': '?1' }),
      'sec-fetch-dest': target,
    }),
  };
}

/** Fetch 3.2 "append a request Origin header": null after a redirect from another origin, and where the referrer policy hides it. */
function originFor({ url, from, chain }: Navigation): string {
  if (!from) return 'null';
  const { origin, protocol } = new URL(from.url);
  const redirectedAcross = chain.some((each) => new URL(each).origin !== new URL(url).origin);
  if (redirectedAcross && chain.some((each) => new URL(each).origin !== origin)) return 'null';
  const downgrade = protocol === 'https:' && !url.startsWith('https:');
  switch (from.referrerPolicy) {
    case 'no-referrer':
      return 'null';
    case 'no-referrer-when-downgrade':
    case 'strict-origin':
    case 'strict-origin-when-cross-origin':
      return downgrade ? 'null' : origin;
    case 'same-origin':
      return origin === new URL(url).origin ? origin : 'null';
    default:
      return origin;
  }
}

/** Fetch Metadata 2.3: the worst of all URLs on the way. */
function fetchSite({ url, from, chain }: Navigation): string {
  if (!from) return 'none';
  const all = [...chain, url];
  const { origin } = new URL(from.url);
  if (all.every((each) => new URL(each).origin === origin)) return 'same-origin';
  return all.every((each) => isSameSite(each, from.url)) ? 'same-site' : 'cross-site';
}

/** RFC 9110 15.4: 303 always becomes GET, 301 and 302 do in every browser for POST, 307 and 308 repeat the request. */
export function redirected(
  navigation: Navigation,
  { status, headers }: Reply,
): Navigation | undefined {
  const { location } = headers;
  if (location === undefined || ![301, 302, 303, 307, 308].includes(status)) return undefined;
  const url = absolute(location, navigation.url);
  const policy = readReferrerPolicy(headers['referrer-policy']);
  const { from } = navigation;
  const onward: Navigation = {
    ...navigation,
    url,
    chain: [...navigation.chain, navigation.url],
    from: from && policy ? { ...from, referrerPolicy: policy } : from,
  };
  if (status === 307 || status === 308) return onward;
  const { body: _, headers: __, ...rest } = onward;
  return { ...rest, method: 'GET' };
}

/** As browsers read it: `//host`, `\\host` and `https:host` all leave the site. Invalid ones are kept unchanged. */
export const absolute = (location: string, base: string): string =>
  URL.parse(location, base)?.href ?? location;
