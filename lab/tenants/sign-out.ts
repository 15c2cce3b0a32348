import { inflateRedirect } from '../../saml/bindings/redirect.ts';
import { describeMessage } from '../../saml/describe-message.ts';
import { SamlError } from '../../saml/errors.ts';
import { LabError } from '../errors.ts';
import { type InjectedSite, SignInRefused } from './sign-in.ts';

/** A message of single sign-out, as the browser would be sent on with it. */
export interface SentLogout {
  /** The Logout Url with the message in its query. */
  readonly url: string;
  /** The message, decoded. */
  readonly xml: string;
}

/** What becomes of a session that ends. */
export interface SignedOut {
  /** The LogoutResponse for the service provider that asked; undefined when none did, and for one without a Logout Url. */
  readonly response: SentLogout | undefined;
  /** The LogoutRequest for each other application of the session, which a browser would load in a frame. Nobody answers them unless you do. */
  readonly requests: readonly (SentLogout & {
    /** Display name. */
    readonly application: string;
  })[];
}

/**
 * Signs out as a browser with one session would, without the network. The sign-out does not wait for answers.
 *
 * @param path with the query: `/{tenant}/saml2?SAMLRequest=...`, or the sign-out page
 * @param cookie the Cookie header
 * @throws {SignInRefused} with the AADSTS code
 * @throws {LabError} `invalid_option` for the message of a sign-in
 */
export async function signOutOf(
  idp: InjectedSite,
  path: string,
  cookie: string,
): Promise<SignedOut> {
  const { readHtmlPage } = await import('../../web/markup/html-page.ts');
  const cookies = [cookie];
  const open = async (url: string) => {
    const accept = 'application/problem+json, text/html;q=0.9';
    const headers = { cookie: cookies.filter((one) => one !== '').join('; '), accept };
    const answer = await idp.inject({ url, headers });
    if (answer.statusCode >= 400) throw new SignInRefused(answer.json());
    for (const one of [answer.headers['set-cookie'] ?? []].flat())
      cookies.push(String(one).replace(/;.*/s, ''));
    const { location } = answer.headers;
    return { location: location === undefined ? undefined : String(location), body: answer.body };
  };
  refuseAuthnRequest(path);
  const begun = await open(path);
  const page = begun.location;
  if (page === undefined) return { response: undefined, requests: [] };
  if (!page.startsWith('/')) return { response: sentIn(page), requests: [] };
  const { frames } = readHtmlPage((await open(page)).body, 'http://localhost/');
  const requests = frames.map(({ url, title }) => ({
    application: title.replace(/^Sign out of /, ''),
    ...messageIn(url, 'SAMLRequest'),
  }));
  await open(page.replace('/sign-out?', '/sign-out/end?'));
  const { location } = await open(page.replace('/sign-out?', '/sign-out/return?'));
  return { response: location === undefined ? undefined : sentIn(location), requests };
}

/** A LogoutResponse; `post_logout_redirect_uri` leads to an address without one. */
const sentIn = (url: string): SentLogout | undefined =>
  new URL(url).searchParams.has('SAMLResponse') ? messageIn(url, 'SAMLResponse') : undefined;

const messageIn = (url: string, parameter: 'SAMLRequest' | 'SAMLResponse'): SentLogout => ({
  url,
  xml: Buffer.from(inflateRedirect(new URL(url).searchParams.get(parameter) ?? '')).toString(),
});

/** It would sign the user in. What cannot be read is left to the identity provider. @throws {LabError} `invalid_option` */
function refuseAuthnRequest(path: string): void {
  const { searchParams } = new URL(path, 'http://localhost');
  try {
    const { kind } = describeMessage(inflateRedirect(searchParams.get('SAMLRequest') ?? ''));
    if (kind !== 'AuthnRequest') return;
  } catch (error) {
    if (error instanceof SamlError) return;
    throw error;
  }
  throw new LabError(
    'invalid_option',
    'The request is an AuthnRequest: give the URL with the LogoutRequest of your service provider.',
  );
}
