/**
 * A host that is reached without leaving the machine or its private network: loopback, and the dotless names that container
 * networks give.
 */
export function isLocalHost(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return (
    isThisMachine(host) ||
    host === 'host.docker.internal' ||
    (!host.includes('.') && /^[a-z]/.test(host))
  );
}

/** Loopback; Entra names only `localhost` (entra-admin.md 1.7), which is one of its names. */
function isThisMachine(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return (
    host === 'localhost' ||
    host === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(host) ||
    host.endsWith('.localhost')
  );
}

/** Whether it is an http address elsewhere than on this machine, which Entra refuses in every configuration (entra-admin.md 1.7). */
export function isPlainHttpElsewhere(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'http:' && !isThisMachine(url.hostname);
}

/**
 * What is wrong with an address that browsers are sent to, as the end of a sentence; `undefined` when nothing is.
 *
 * @param isHttpHost to which hosts http is allowed; as a rule, and in Entra, to this machine only
 */
export function addressFault(
  value: string,
  isHttpHost: (hostname: string) => boolean = isThisMachine,
): string | undefined {
  if (/[<>"]/.test(value))
    return 'still contains a placeholder: replace <...> with the real value.';
  const url = URL.parse(value);
  if (!url || !/^https?:\/\//i.test(value)) return 'is not an absolute https address.';
  if (/\s/.test(value)) return 'contains white space.';
  if (url.protocol === 'http:' && !isHttpHost(url.hostname))
    return 'must begin with https:// (http:// is only for localhost, unless the tenant allows plain http).';
  if (url.username || url.password) return 'must not contain a user name or password.';
  if (value.length > 2000) return 'is longer than 2,000 characters.';
  return undefined;
}
