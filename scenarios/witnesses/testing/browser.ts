import { type HtmlForm, htmlForms } from './html-forms.ts';

export interface Page {
  status: number;
  url: string;
  html: string;
}

const MAX_REDIRECTS = 10;

/**
 * A browser without scripts, for loopback: it keeps the cookies of one host, follows redirects and sends forms. Cookies are shared by
 * all ports of a host (RFC 6265 8.5), as in a real browser.
 */
export class Browser {
  readonly #cookies = new Map<string, string>();

  open(url: string): Promise<Page> {
    return this.#fetch(url, { method: 'GET' });
  }

  /** Where a page redirects to, without going there. */
  async redirectOf(url: string): Promise<string> {
    const answer = await this.#send(url, { method: 'GET' });
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`${url} (${answer.status}) redirects nowhere.`);
    return new URL(location, url).href;
  }

  /** Posts fields; with `accept`, a media type other than HTML is asked for. */
  post(url: string, fields: Record<string, string>, accept = 'text/html'): Promise<Page> {
    return this.#fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { accept, 'content-type': 'application/x-www-form-urlencoded' },
    });
  }

  /** Sends the one form of that name, with some fields filled in. */
  submit(page: Page, formName: string, filled: Record<string, string> = {}): Promise<Page> {
    const { action, fields } = formOn(page, formName);
    return this.post(new URL(action, page.url).href, { ...fields, ...filled });
  }

  /** The `Cookie` header that it would send now. */
  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async #fetch(address: string, first: RequestInit): Promise<Page> {
    let url = address;
    let init = first;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const answer = await this.#send(url, init);
      const html = await answer.text();
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status > 399 || location === null)
        return { status: answer.status, url, html };
      url = new URL(location, url).href;
      if (answer.status !== 307 && answer.status !== 308) init = { method: 'GET' };
    }
    throw new Error(`${address} redirects without end.`);
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#cookies.size > 0) headers.set('cookie', this.cookies);
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    this.#keep(answer.headers.getSetCookie());
    return answer;
  }

  #keep(lines: string[]): void {
    for (const line of lines) {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      const gone =
        value === '' || /;\s*max-age=0/i.test(line) || /;\s*expires=[^;]*1970/i.test(line);
      if (gone) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}

/** @throws {Error} with the text of the page when it has no such form, which mostly is an error page. */
export function formOn(page: Page, name: string): HtmlForm {
  const form = htmlForms(page.html).find((candidate) => candidate.name === name);
  if (form) return form;
  const text = page.html.replace(/<(style|script)\b.*?<\/\1>|<[^>]*>/gs, ' ').replace(/\s+/g, ' ');
  throw new Error(`No form "${name}" at ${page.url} (${page.status}): ${text.slice(0, 500)}`);
}
