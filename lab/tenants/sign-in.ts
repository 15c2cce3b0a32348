import { LabError } from '../errors.ts';

/** A response as the browser would post it to the service provider. */
export interface SignedResponse {
  /** The Reply URL. */
  readonly action: string;
  /** The form's fields, as they are posted. */
  readonly fields: { readonly SAMLResponse: string; readonly RelayState?: string };
  /** The Response, decoded. */
  readonly xml: string;
}

/** The identity provider refuses the sign-in, or the sign-out. */
export class SignInRefused extends Error {
  /** Of this class, as for every error. */
  override readonly name = 'SignInRefused';
  /** `AADSTS50105` */
  readonly code: string;
  /** A sentence for the administrator. */
  readonly whatToDo: string;

  constructor({ code, detail, whatToDo }: { code: string; detail: string; whatToDo: string }) {
    super(`${detail} ${whatToDo}`);
    this.code = code;
    this.whatToDo = whatToDo;
  }
}

/**
 * A site that answers without the network. Fastify's own type would be in the types of the package, which does not install Fastify.
 */
export interface InjectedSite {
  inject(request: { url: string; headers: Record<string, string> }): Promise<{
    statusCode: number;
    body: string;
    headers: Record<string, string | number | string[] | undefined>;
    json<Value>(): Value;
  }>;
}

/**
 * Sends a request of a signed-in browser to the identity provider, without the network.
 *
 * @param path with the query: `/{tenant}/saml2?SAMLRequest=...` or a launch
 * @param cookie the Cookie header
 * @throws {SignInRefused} with the AADSTS code
 * @throws {LabError} `sign_in_needs_page` when the identity provider would show a page
 */
export async function responseFor(
  idp: InjectedSite,
  path: string,
  cookie: string,
): Promise<SignedResponse> {
  const accept = 'application/problem+json, text/html;q=0.9';
  const answer = await idp.inject({ url: path, headers: { cookie, accept } });
  if (answer.statusCode >= 400) throw new SignInRefused(answer.json());
  const { readHtmlPage } = await import('../../web/markup/html-page.ts');
  const page = readHtmlPage(answer.body, 'http://localhost/');
  const form = page.forms.find(({ controls }) => controls.includes('SAMLResponse'));
  if (!form)
    throw new LabError(
      'sign_in_needs_page',
      (_, reader) =>
        `The identity provider shows a page${page.title && ` ("${page.title}")`} before it answers. Give the methods that it asks for, such as ${reader === 'http' ? 'password and softwareOath' : "{ methods: ['password', 'softwareOath'] }"}, or sign in with a browser.`,
    );
  const { SAMLResponse = '', RelayState } = Object.fromEntries(form.fields);
  return {
    action: form.action,
    fields: { SAMLResponse, ...(RelayState !== undefined && { RelayState }) },
    xml: Buffer.from(SAMLResponse, 'base64').toString('utf8'),
  };
}
