import { LabError } from '../errors.ts';

/**
 * Where a service provider sends the browser with an AuthnRequest: path and query at the identity provider. The query is kept as it is: a
 * signature covers its octets. A URL that only leads there is not followed: its cookies, which tie the response to the request, would be lost.
 *
 * @throws {LabError} `invalid_option` when it is another URL, such as that of the login page
 */
export function requestPath(request: string | URL): string {
  const url = URL.parse(String(request), 'http://localhost');
  if (url?.searchParams.has('SAMLRequest') && /\/saml2\/?$/i.test(url.pathname))
    return url.pathname + url.search;
  const isElsewhere = url?.searchParams.has('SAMLRequest');
  throw new LabError('invalid_option', (_, reader) => {
    const answer =
      reader === 'http'
        ? 'the answer of its login page, which must not be followed'
        : '(await fetch(loginUrl, { redirect: "manual" }))';
    const found = isElsewhere
      ? 'is not a Login URL of the identity provider, which ends in /saml2: give your service provider that of the tenant'
      : `has no SAMLRequest: give the URL that your service provider redirects to, the Location header of ${answer}`;
    return `The request ${String(request).slice(0, 200)} ${found}.`;
  });
}
