/** What is wrong with the public URL of a site, as the end of a sentence; `undefined` when nothing is. A public URL has no path. */
export function publicUrlFault(value: unknown): string | undefined {
  const url = typeof value === 'string' ? URL.parse(value) : undefined;
  if (!url || !/^https?:\/\//i.test(String(value)))
    return `must be the URL of a site, such as https://login.example, not "${shown(value)}".`;
  if (url.username || url.password) return 'must not contain a user name or password.';
  if (url.pathname !== '/' || url.search || url.hash || /[?#]$/.test(url.href))
    return `must end after the host and port, as ${url.origin} does: the sites answer at fixed paths below it.`;
  return undefined;
}

/** Such a URL as samlab writes it: without a slash at the end, the host in lower case. */
export const originOf = (url: string): string => new URL(url).origin;

/** A long value is cut, and a password in it is not repeated. */
const shown = (value: unknown) =>
  String(value)
    .replace(/\/\/[^/@]*@/, '//...@')
    .slice(0, 100);
