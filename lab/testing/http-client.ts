/**
 * A browser without scripts, made of `fetch`: keeps cookies (one host, so one jar), follows redirects, fills in and submits
 * forms. Enough to drive every step of a sign-in.
 */
export class HttpClient {
  readonly #cookies = new Map<string, string>();
  url = '';
  status = 0;
  html = '';

  async open(url: string, init: RequestInit = {}): Promise<void> {
    const headers = { cookie: [...this.#cookies].map((pair) => pair.join('=')).join('; ') };
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    const location = answer.headers.get('location');
    if (location) return this.open(new URL(location, url).href);
    this.url = url;
    this.status = answer.status;
    this.html = await answer.text();
  }

  /** Submits the first form that has fields of these names, with these values and its own hidden ones. */
  async submit(values: Record<string, string> = {}): Promise<void> {
    const names = Object.keys(values);
    const forms = [...this.html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)];
    const form = forms.find(([whole]) => names.every((name) => whole.includes(`name="${name}"`)));
    if (!form) throw new Error(`${this.url} (${this.status}) has no form with: ${names}`);
    const [, tag = '', content = ''] = form;
    const fields = new URLSearchParams();
    for (const [input] of content.matchAll(/<input\b[^>]*>/g)) {
      const hidden = attribute(input, 'type') === 'hidden';
      if (hidden) fields.set(attribute(input, 'name'), attribute(input, 'value'));
    }
    for (const [name, value] of Object.entries(values)) fields.set(name, value);
    const action = new URL(attribute(tag, 'action'), this.url).href;
    await this.open(action, { method: 'POST', body: fields });
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';');
    const [name = '', ...value] = pair.split('=');
    const ended = attributes.some((each) => /^ *max-age=(0|-\d+) *$/i.test(each));
    if (ended || value.join('=') === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value.join('='));
  }
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
