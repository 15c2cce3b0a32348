import { everybody } from '../../conditional-access/testing/everybody.ts';
import type { Browser, Seen } from '../../testing/browser.ts';
import { redirectTo } from '../../testing/browser.ts';
import { authnRequest, bSimon, type Contoso, password, tenantId } from '../../testing/contoso.ts';

export const mobile = { type: 'phone', phoneNumber: '+1 5555551234', phoneType: 'mobile' } as const;
export const authenticator = {
  type: 'microsoftAuthenticator',
  displayName: "B.Simon's phone",
  phoneSignIn: false,
} as const;

/** Every sign-in needs a second factor. */
export const requireMfa = ({ idp }: Pick<Contoso, 'idp'>) =>
  idp.directory.createPolicy(tenantId, {
    displayName: 'MFA',
    state: 'enabled',
    conditions: everybody,
    grantControl: 'mfa',
    signInFrequency: undefined,
  });

/** From the request of Peakon to the page of the second factor. */
export async function enterPassword(browser: Browser): Promise<Seen> {
  const first = await browser.get(redirectTo(authnRequest()));
  return browser.submit(first, { loginfmt: bSimon, passwd: password });
}

/** The number that a page shows. */
export const numberOn = ({ body }: Seen): number =>
  Number(/class="display-sign">(\d\d)</.exec(body)?.[1]);

/** Chooses a method in the list, or asks for another code or request. */
export const choose = (browser: Browser, page: Seen, proof: string): Promise<Seen> =>
  browser.post('/common/SAS/ProcessAuth', { ...page.form.fields, proof });

/** The only question that waits on a phone. */
export async function onlyApproval({ idp }: Pick<Contoso, 'idp'>): Promise<string> {
  const waiting = await idp.directory.pendingApprovals(tenantId);
  const [one] = waiting;
  if (!one || waiting.length > 1) throw new Error(`${waiting.length} questions wait`);
  return one.id;
}

/** The only code that was sent. */
export async function onlyCode({ idp }: Pick<Contoso, 'idp'>): Promise<string> {
  const sent = await idp.directory.sentCodes(tenantId);
  const [one] = sent;
  if (!one || sent.length > 1) throw new Error(`${sent.length} codes were sent`);
  return one.code;
}

/** Another code of as many digits. */
export const not = (code: string): string =>
  String((Number(code) + 1) % 1_000_000).padStart(6, '0');
