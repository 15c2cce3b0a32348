import { inflateRawSync } from 'node:zlib';
import { readHtmlPage } from '../../web/markup/html-page.ts';
import { type Answer, AppClient } from '../../web/testing/app-client.ts';
import type { Sp } from '../app.ts';

/** A browser without a screen that knows how a sign-in begins and ends here. One per person in a test. */
export class Browser extends AppClient {
  constructor(sp: Sp) {
    super(sp.app);
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
}

/** The token in the forms of a page. */
export function csrfToken(html: string): string {
  const { forms } = readHtmlPage(html, 'http://localhost/');
  return new Map(forms.flatMap(({ fields }) => fields)).get('_csrf') ?? '';
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
