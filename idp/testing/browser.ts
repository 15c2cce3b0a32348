import { deflateRawSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { type HtmlForm, readHtmlPage } from '../../web/markup/html-page.ts';
import { type Answer, AppClient, type Form, type Headers } from '../../web/testing/app-client.ts';
import { bSimon, password, tenantId } from './contoso.ts';

interface SeenForm {
  /** Without the origin when it is of this site. */
  action: string;
  fields: Record<string, string>;
}

/** A page; its forms are parsed on first use. */
export interface Seen {
  status: number;
  headers: Answer['headers'];
  body: string;
  readonly forms: readonly SeenForm[];
  /** The last form of the page. */
  readonly form: SeenForm;
  /** AADSTS code on the page or the form, if it is a refusal. */
  aadsts: number | undefined;
  /** XML of the SAMLResponse that the page posts. */
  readonly response: string | undefined;
}

/** Redirects between the steps of a sign-in are followed; the redirect at its end is left to the test. */
const STEP =
  /^\/(?:[^/]+\/(?:login|phone-sign-in)|kmsi|common\/federation|common\/SAS\/Pro(?:cessAuth|ofUp)|common\/SSPR\/End|register(?:\/done)?)\?/;

/** A browser without scripts that can complete a sign-in. */
export class Browser {
  readonly #app: FastifyInstance;
  readonly #client: AppClient;
  readonly cookies: AppClient['cookies'];

  constructor(app: FastifyInstance) {
    this.#app = app;
    this.#client = new AppClient(app);
    this.cookies = this.#client.cookies;
  }

  /** Another browser with the same cookies. */
  copy(): Browser {
    const other = new Browser(this.#app);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  async get(url: string, headers?: Headers): Promise<Seen> {
    return this.#followStep(url, await this.#client.get(url, headers));
  }

  async post(url: string, form: Form, headers?: Headers): Promise<Seen> {
    return this.#followStep(url, await this.#client.post(url, form, headers));
  }

  /** A request of a script, or of a client without a browser. */
  postJson(url: string, body: unknown, headers?: Headers): Promise<Answer> {
    return this.#client.postJson(url, body, headers);
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

  async #followStep(url: string, answer: Answer): Promise<Seen> {
    const { location = '' } = answer.headers;
    return answer.statusCode === 303 && STEP.test(location)
      ? this.get(location)
      : seen(url, answer);
  }
}

function seen(url: string, { statusCode: status, headers, body }: Answer): Seen {
  let read: readonly SeenForm[] | undefined;
  const aadsts = /data-aadsts="(\d+)"/.exec(body)?.[1];
  return {
    status,
    headers,
    body,
    aadsts: aadsts === undefined ? undefined : Number(aadsts),
    get forms() {
      read ??= readHtmlPage(body, new URL(url, origin).href).forms.map(seenForm);
      return read;
    },
    get form() {
      return this.forms.at(-1) ?? { action: '', fields: {} };
    },
    get response() {
      const encoded = this.form.fields.SAMLResponse;
      return encoded && Buffer.from(encoded, 'base64').toString('utf8');
    },
  };
}

const origin = 'http://localhost';

const seenForm = ({ action, fields }: HtmlForm): SeenForm => ({
  action: action.startsWith(`${origin}/`) ? action.slice(origin.length) : action,
  fields: Object.fromEntries(fields),
});

/** The address of a Redirect binding request. */
export function redirectTo(xml: string, extra: Record<string, string> = {}, tenant = tenantId) {
  const SAMLRequest = deflateRawSync(Buffer.from(xml)).toString('base64');
  return `/${tenant}/saml2?${new URLSearchParams({ SAMLRequest, ...extra })}`;
}

export const base64 = (xml: string | Uint8Array): string => Buffer.from(xml).toString('base64');
