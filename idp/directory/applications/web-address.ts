/**
 * A host that is reached without leaving the machine or its private network: loopback, and the dotless names that container
 * networks give. Entra takes plain http for localhost only (entra-admin.md 1.7); a lab has such neighbours as well.
 */
export function isLocalHost(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return (
    host === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(host) ||
    host.endsWith('.localhost') ||
    host === 'host.docker.internal' ||
    (!host.includes('.') && /^[a-z]/.test(host))
  );
}

/** What is wrong with an address that browsers are sent to, as the end of a sentence; `undefined` when nothing is. */
export function addressFault(value: string): string | undefined {
  if (/[<>"]/.test(value))
    return 'still contains a placeholder: replace <...> with the real value.';
  const url = URL.parse(value);
  if (!url || !/^https?:\/\//i.test(value)) return 'is not an absolute https address.';
  if (/\s/.test(value)) return 'contains white space.';
  if (url.protocol === 'http:' && !isLocalHost(url.hostname))
    return 'must begin with https:// (http:// is only for localhost).';
  if (url.username || url.password) return 'must not contain a user name or password.';
  if (value.length > 2000) return 'is longer than 2,000 characters.';
  return undefined;
}
