const SECRET_NAME = /token|secret|session|passw|code|key|sig|saml|jwt|csrf|ticket|auth/i;
const LONG_SECRET = /\b(?:eyJ[\w-]+\.[\w-]+\.[\w-]*|[A-Za-z0-9_-]{40,})\b/g;
const MASK = '***';

/** A URL for a report, with masked user, password and values of query parameters that may be secret. */
export function maskUrl(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return maskText(url);
  if (parsed.username) parsed.username = MASK;
  if (parsed.password) parsed.password = MASK;
  for (const name of new Set(parsed.searchParams.keys()))
    if (SECRET_NAME.test(name)) parsed.searchParams.set(name, MASK);
  parsed.hash = maskText(parsed.hash.slice(1));
  return parsed.href.replaceAll('%2A%2A%2A', MASK);
}

/** Text from a service provider, with anything that looks like a token masked. Message IDs (33 characters) stay readable. */
export function maskText(text: string): string {
  return text.replace(LONG_SECRET, MASK);
}
