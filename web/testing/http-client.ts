import { readHtmlPage } from '../markup/html-page.ts';
import { Cookies } from './cookies.ts';

const MAX_REDIRECTS = 10;

/** A browser without scripts, based on `fetch`: keeps cookies, follows redirects, fills in and submits forms. */
export class HttpClient {
  readonly cookies = new Cookies();
  /** Of the current page, like `status` and `html`. */
  url = '';
  status = 0;
  html = '';

  /** One request; redirects are not followed. */
  async send(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const cookie = this.cookies.headerFor(url);
    if (cookie) headers.set('cookie', cookie);
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    this.cookies.keep(answer.headers.getSetCookie(), url);
    return answer;
  }

  /** @returns itself, at the page where the redirects end */
  async open(address: string, init: RequestInit = {}): Promise<this> {
    let [url, next] = [address, init];
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const answer = await this.send(url, next);
      const location = answer.headers.get('location');
      if (location === null) {
        Object.assign(this, { url, status: answer.status, html: await answer.text() });
        return this;
      }
      await answer.body?.cancel();
      url = new URL(location, url).href;
      if (answer.status !== 307 && answer.status !== 308) next = {};
    }
    throw new Error(`${address} redirects too often.`);
  }

  /** @param accept the media type to ask for; any by default */
  post(url: string, fields: Record<string, string>, accept = '*/*'): Promise<this> {
    return this.open(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { accept },
    });
  }

  /**
   * Posts the first form that has controls of these names, with these values and its other fields.
   *
   * @throws {Error} with the text of the page when it has no such form; usually it is an error page
   */
  submit(values: Record<string, string> = {}): Promise<this> {
    const { action, fields } = this.formWith(...Object.keys(values));
    return this.post(action, { ...Object.fromEntries(fields), ...values });
  }

  /** The first form that has controls of these names. @throws {Error} as above */
  formWith(...names: string[]) {
    const { forms, text } = readHtmlPage(this.html, this.url);
    const form = forms.find(({ controls }) => names.every((name) => controls.includes(name)));
    if (form) return form;
    throw new Error(
      `No form with [${names}] at ${this.url} (${this.status}): ${text.slice(0, 500)}`,
    );
  }
}
