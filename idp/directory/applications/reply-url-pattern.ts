/** A Reply URL with `*` matches other addresses; no response is ever sent to it. */
export const isPattern = (replyUrl: string): boolean => replyUrl.includes('*');

/** Scheme, host with an optional first label `*`, port, and a path that may end in `/*`. */
const PATTERN = /^(https?):\/\/(\*\.)?([^*/?#:]+)(:\d+)?(\/[^*]*?)?(\*)?$/i;

/**
 * What is wrong with the `*` in a Reply URL, as the end of a sentence. In Entra it matches one label below a domain, and for the rest of a
 * path; elsewhere nothing matches (entra-saml.md 1.1).
 */
export function patternFault(replyUrl: string): string | undefined {
  if (!isPattern(replyUrl)) return undefined;
  const [, , label, host = '', , path = '', rest] = PATTERN.exec(replyUrl) ?? [];
  if (host === '' || (rest !== undefined && !path.endsWith('/')))
    return 'has a * where it never matches: it matches the first label of a host (https://*.contoso.com/acs), or for the rest of a path (https://app.contoso.com/*).';
  if (label !== undefined && !/^[^.]+(?:\.[^.]+)+$/.test(host))
    return `has a * above the domain, where it never matches: write https://*.contoso.com, not https://*.${host}.`;
  return undefined;
}

/**
 * Whether an address is one that a pattern allows (`MicrosoftDocs/azure-docs#31291`).
 *
 * @param address as requested: absolute, without user name, and no pattern itself
 */
export function matchesPattern(pattern: string, address: string): boolean {
  const [, scheme = '', label, host = '', port = '', path = '', rest] = PATTERN.exec(pattern) ?? [];
  const url = URL.parse(address);
  if (
    !isPattern(pattern) ||
    !url ||
    host === '' ||
    isPattern(address) ||
    url.username ||
    url.password
  )
    return false;
  const domain = host.toLowerCase();
  const [first = '', ...others] = url.hostname.split('.');
  const sameHost =
    label === undefined ? url.hostname === domain : first !== '' && others.join('.') === domain;
  const asked = `${url.pathname}${url.search}`;
  return (
    url.protocol === `${scheme.toLowerCase()}:` &&
    sameHost &&
    url.port === (URL.parse(`${scheme}://${host}${port}`)?.port ?? '') &&
    (rest === undefined ? asked === (path || '/') : url.pathname.startsWith(path))
  );
}
