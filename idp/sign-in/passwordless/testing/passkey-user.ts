import type { Browser, Seen } from '../../../testing/browser.ts';
import { SoftwareAuthenticator } from '../../../testing/software-authenticator.ts';

/** Where the test's browser reaches the site. */
export const origin = 'http://localhost';

const SECURITY_INFO = '/mysignins/security-info';

/** Registers a passkey on the security info page, on which the browser is signed in. */
export async function registerPasskey(
  browser: Browser,
  passkey = new SoftwareAuthenticator(origin),
  displayName = 'Key ring',
): Promise<{ passkey: SoftwareAuthenticator; answer: Seen }> {
  const page = await browser.get(SECURITY_INFO);
  const form = page.forms.find(({ action }) => action.endsWith('/passkeys'));
  const token = form?.fields.token ?? '';
  const options = await browser.postJson(`${SECURITY_INFO}/passkey-options`, { token });
  const assertion = passkey.create(options.json());
  const answer = await browser.post(`${SECURITY_INFO}/passkeys`, { token, displayName, assertion });
  return { passkey, answer };
}

/** The page for a passkey, from a page of the sign-in. @param user absent: the passkey says who it is */
export function passkeyPage(browser: Browser, page: Seen, user?: string): Promise<Seen> {
  const ctx = page.form.fields.ctx ?? '';
  const step = new URLSearchParams({ ctx, ...(user && { login_hint: user }) });
  return browser.get(`/common/fido/get?${step}`);
}

/** The form that waits for the answer of a passkey. */
export const formOf = ({ forms, form }: Seen) =>
  forms.find(({ fields }) => 'assertion' in fields) ?? form;

/** The options that the script of the page fetches. */
export async function optionsOf(browser: Browser, page: Seen) {
  const answer = await browser.postJson('/common/fido/options', formOf(page).fields);
  return answer.json() as { challenge: string; rpId: string; allowCredentials: { id: string }[] };
}

export function sendAnswer(browser: Browser, page: Seen, assertion: string): Promise<Seen> {
  const { action, fields } = formOf(page);
  return browser.post(action, { ...fields, assertion });
}
