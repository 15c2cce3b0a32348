import { deflateRawSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { bSimon, password, tenantId } from './contoso.ts';

/** What came back, with its forms taken apart. */
export interface Seen {
  status: number;
  headers: Record<string, unknown>;
  body: string;
  /** Action and fields of the last form of the page, unescaped. */
  form: { action: string; fields: Record<string, string> };
  /** Number on the page or the form, if it is a refusal. */
  aadsts: number | undefined;
  /** XML of the SAMLResponse that the page hands off. */
  response: string | undefined;
}

/** An HTTP client that keeps cookies and sends forms back, as a browser without scripts does. */
export class Browser {
  readonly #app: FastifyInstance;
  readonly cookies = new Map<string, string>();

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  async get(url: string, headers: Record<string, string> = {}): Promise<Seen> {
    return this.#send({ method: 'GET', url, headers });
  }

  async post(
    url: string,
    fields: Record<string, string> | [string, string][],
    headers: Record<string, string> = {},
  ): Promise<Seen> {
    return this.#send({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(fields).toString(),
    });
  }

  /** Posts a body of any type. */
  postRaw(url: string, type: string, payload: Buffer): Promise<Seen> {
    return this.#send({ method: 'POST', url, headers: { 'content-type': type }, payload });
  }

  /** Sends the last form of a page with some fields filled in. */
  submit(page: Seen, fields: Record<string, string> = {}): Promise<Seen> {
    return this.post(page.form.action, { ...page.form.fields, ...fields });
  }

  /** From the first sign-in page to what follows "Stay signed in?". */
  async signIn(page: Seen, o: { user?: string; stay?: boolean } = {}): Promise<Seen> {
    const { user = bSimon, stay = false } = o;
    const asksPassword = await this.submit(page, { loginfmt: user });
    const asksToStay = await this.submit(asksPassword, { passwd: password });
    return this.submit(asksToStay, { LoginOptions: stay ? '1' : '0' });
  }

  async #send(o: {
    method: 'GET' | 'POST';
    url: string;
    headers: Record<string, string>;
    payload?: string | Buffer;
  }): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#app.inject({ ...o, headers: { ...o.headers, cookie } });
    for (const { name, value, maxAge, expires } of answer.cookies) {
      const gone = maxAge === 0 || (expires !== undefined && expires.getTime() <= 0);
      if (gone) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    // The steps of a sign-in lead on by redirects; where the sign-in leads in the end is for the test to look at.
    const { location } = answer.headers;
    if (
      answer.statusCode === 303 &&
      /^\/(?:[^/]+\/login|kmsi|common\/SAS\/ProcessAuth)\?/.test(location ?? '')
    )
      return this.get(location ?? '');
    return seen(answer.statusCode, answer.headers, answer.body);
  }
}

function seen(status: number, headers: Record<string, unknown>, body: string): Seen {
  const form = body.slice(Math.max(0, body.lastIndexOf('<form')));
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b(?:"[^"]*"|[^">])*>/g)) {
    const { name, value = '', type } = attributes(tag);
    if (name && type !== 'submit' && type !== 'checkbox') fields[name] = value;
  }
  const encoded = fields.SAMLResponse;
  const aadsts = /data-aadsts="(\d+)"/.exec(body)?.[1];
  return {
    status,
    headers,
    body,
    form: { action: attributes(form.slice(0, form.indexOf('>'))).action ?? '', fields },
    aadsts: aadsts === undefined ? undefined : Number(aadsts),
    response: encoded && Buffer.from(encoded, 'base64').toString('utf8'),
  };
}

function attributes(tag: string): Record<string, string> {
  const pairs = [...tag.matchAll(/([\w-]+)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, plainText(value)]));
}

const references: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plainText = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => references[name] ?? '');

/** The address of a Redirect binding request. */
export function redirectTo(xml: string, extra: Record<string, string> = {}, tenant = tenantId) {
  const SAMLRequest = deflateRawSync(Buffer.from(xml)).toString('base64');
  return `/${tenant}/saml2?${new URLSearchParams({ SAMLRequest, ...extra })}`;
}

export const base64 = (xml: string | Uint8Array): string => Buffer.from(xml).toString('base64');
