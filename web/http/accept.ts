const json = /^application\/(?:[\w.-]+\+)?json$/;

/**
 * Whether the `Accept` header prefers JSON (any `+json` type too, such as `application/problem+json`) to a page. Without the header, for
 * any media type (as curl sends) and on equal weights the page wins (RFC 9110 12.5.1).
 */
export function prefersJson(accept: string | undefined): boolean {
  let asJson = 0;
  let asPage = 0;
  for (const range of (accept ?? '').toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const weight = given === undefined ? 1 : Number(given) || 0;
    if (json.test(type)) asJson = Math.max(asJson, weight);
    else if (type === 'text/html' || type === 'application/xhtml+xml')
      asPage = Math.max(asPage, weight);
  }
  return asJson > asPage;
}
