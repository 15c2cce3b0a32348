const json = /^application\/(?:[\w.-]+\+)?json$/;

/**
 * Whether the `Accept` header asks for JSON (also `application/problem+json`) rather than a page. A program that accepts
 * anything (as curl does) or says nothing gets the page, as a browser does; on equal weights the page wins (RFC 9110 12.5.1).
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
