import { type Answer, AppClient, type Form } from '../../../web/testing/app-client.ts';
import type { Sp } from '../../app.ts';
import { csrfToken } from '../../testing/browser.ts';
import { type SpUnderTest, spUnderTest } from '../../testing/sp-under-test.ts';

export const password = 'correct horse battery';
export const singleSignOnPage = '/admin/integrations/single-sign-on';

/** A service provider with two companies, each with an administrator: `contoso` (single sign-on enabled) and `fabrikam` (not yet). */
export async function companiesUnderTest(): Promise<SpUnderTest> {
  const under = await spUnderTest();
  const { administration } = under.sp;
  await administration.createCompany({ id: 'fabrikam', name: 'Fabrikam' });
  for (const companyId of ['contoso', 'fabrikam'])
    await administration.addAdministrator({ companyId, email: `admin@${companyId}.com`, password });
  return under;
}

/** An administrator's browser. */
export class Administrator {
  readonly #client: AppClient;
  readonly cookies: AppClient['cookies'];

  constructor(sp: Sp) {
    this.#client = new AppClient(sp.app);
    this.cookies = this.#client.cookies;
  }

  /** Signed in as the administrator of a company. */
  static async of(sp: Sp, companyId: string): Promise<Administrator> {
    const administrator = new Administrator(sp);
    await administrator.signIn(`admin@${companyId}.com`);
    return administrator;
  }

  signIn(email: string, secret = password, more: Record<string, string> = {}): Promise<Answer> {
    return this.post('/admin/sign-in', { email, password: secret, ...more });
  }

  get(url: string): Promise<Answer> {
    return this.#client.get(url, { accept: 'text/html' });
  }

  /** Sends a form with the token of this browser; `_csrf` in the fields takes its place. */
  async post(url: string, fields: Record<string, string> = {}): Promise<Answer> {
    return this.#send(url, { _csrf: await this.#token(), ...fields });
  }

  /** Sends a form with files, as a browser does: a file input left alone sends an empty file. */
  async upload(
    url: string,
    fields: Record<string, string | readonly string[]>,
    files: Record<string, Uint8Array>,
  ): Promise<Answer> {
    const form = new FormData();
    form.append('_csrf', await this.#token());
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) form.append(name, one);
    for (const [name, bytes] of Object.entries(files))
      form.append(name, new File([Uint8Array.from(bytes)], bytes.length > 0 ? 'file' : ''));
    return this.#send(url, form);
  }

  /** Sends what it is given and nothing else, asking for a problem document. */
  postBare(url: string, fields: Record<string, string>): Promise<Answer> {
    return this.#send(url, fields, 'application/problem+json');
  }

  async #token(): Promise<string> {
    const page = await this.get(
      this.cookies.has('peakon_admin') ? '/admin/employees' : '/admin/sign-in',
    );
    return csrfToken(page.body);
  }

  #send(url: string, form: Form, accept = 'text/html'): Promise<Answer> {
    return this.#client.post(url, form, { accept });
  }
}

/** The value of an input as the page shows it. */
export function inputValue(html: string, name: string): string | undefined {
  const input = html.match(new RegExp(`<input[^>]* name="${name}"[^>]*>`))?.[0] ?? '';
  const value = / value(?:="([^"]*)")?[ />]/.exec(input); // written without a value when it is empty
  return value ? (value[1] ?? '').replaceAll('&amp;', '&') : undefined;
}
