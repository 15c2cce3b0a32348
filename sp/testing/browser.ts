import { inflateRawSync } from 'node:zlib';
import type { Sp } from '../app.ts';

type Answer = Awaited<ReturnType<Sp['app']['inject']>>;

/** A browser without a screen: keeps cookies, posts forms. One per person in a test. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #sp: Sp;

  constructor(sp: Sp) {
    this.#sp = sp;
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send('GET', url, headers);
  }

  post(
    url: string,
    fields: Record<string, string> | string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const type = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
    return this.#send('POST', url, type, new URLSearchParams(fields).toString());
  }

  /** Posts a response to the assertion consumer service of `contoso`. */
  postResponse(encoded: string, fields: Record<string, string> = {}): Promise<Answer> {
    const accept = { accept: 'application/problem+json' };
    return this.post('/saml/contoso/assert', { SAMLResponse: encoded, ...fields }, accept);
  }

  /** Opens /login, types the address. @returns the answer to the form. */
  async signIn(email = 'B.Simon@contoso.com', to?: string): Promise<Answer> {
    const page = await this.get(`/login${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`);
    const fields = { email, _csrf: csrfToken(page.body) };
    return this.post('/login', to === undefined ? fields : { ...fields, to });
  }

  /** Starts a sign-in. @returns the ID of the AuthnRequest that was sent. */
  async startSignIn(): Promise<string> {
    return requestId((await this.signIn()).headers.location);
  }

  async whoami(): Promise<number> {
    return (await this.get('/api/whoami')).statusCode;
  }

  async #send(
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    payload?: string,
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#sp.app.inject({
      method,
      url,
      headers: { ...(cookie && { cookie }), ...headers },
      ...(payload !== undefined && { payload }),
    });
    for (const { name, value } of answer.cookies) {
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
}

/** The token in a form of ours. */
export function csrfToken(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

/** The AuthnRequest in a redirect to the identity provider, as XML. */
export function sentRequest(location: string | string[] | undefined): string {
  const encoded = new URL(String(location)).searchParams.get('SAMLRequest') ?? '';
  return inflateRawSync(Buffer.from(encoded, 'base64')).toString('utf8');
}

/** The ID of the AuthnRequest in a redirect to the identity provider. */
export function requestId(location: string | string[] | undefined): string {
  return / ID="([^"]+)"/.exec(sentRequest(location))?.[1] ?? '';
}
