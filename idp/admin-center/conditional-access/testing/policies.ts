import { textOf } from '../../../testing/administration.ts';
import { type Browser, redirectTo, type Seen } from '../../../testing/browser.ts';
import { authnRequest, bSimon, type Contoso, password } from '../../../testing/contoso.ts';
import { sendForm } from '../../../testing/send-form.ts';

export const policyList = '/admin/conditional-access';
export const newPolicy = `${policyList}/new`;
/** The claim value by which Entra says that a second factor was used. */
export const multipleAuthn = 'http://schemas.microsoft.com/claims/multipleauthn';
/** Peakon's sign-in request. */
export const peakonRequest = redirectTo(authnRequest());

type Fields = Record<string, string>;
type AdministeredContoso = Contoso & { admin: Browser };

/** The form of a policy that requires MFA of all users for Peakon, with `changed` fields. */
export const policyFields = ({ servicePrincipalId }: Contoso, changed: Fields = {}): Fields => ({
  displayName: 'Peakon needs more',
  includeUsers: 'all',
  includeApplications: 'selected',
  application: servicePrincipalId,
  grant: 'mfa',
  state: 'enabled',
  ...changed,
});

export const createPolicy = (lab: AdministeredContoso, changed: Fields = {}): Promise<Seen> =>
  sendForm(lab.admin, newPolicy, policyFields(lab, changed));

/** The address of the first policy of the list; empty for an empty list. */
export async function policyPath({ admin }: AdministeredContoso): Promise<string> {
  const { body } = await admin.get(policyList);
  return /href="(\/admin\/conditional-access\/[0-9a-f-]{36})"/.exec(body)?.[1] ?? '';
}

/** B.Simon's code, as the user's "Authentication methods" show it. */
export async function shownCode({ admin, userId }: AdministeredContoso): Promise<string> {
  const page = textOf(await admin.get(`/admin/users/${userId}/authentication-methods`));
  return /Verification code (\d{6})/.exec(page)?.[1] ?? '';
}

/** Starts B.Simon's sign-in to Peakon with user name and password. @returns the next page */
export async function passwordTyped(simon: Browser): Promise<Seen> {
  const asks = await simon.submit(await simon.get(peakonRequest), { loginfmt: bSimon });
  return simon.submit(asks, { passwd: password });
}

/** The latest successful sign-in to Peakon, as its page in the sign-in logs reads. */
export async function latestSuccess({ admin }: AdministeredContoso): Promise<string> {
  const list = await admin.get('/admin/sign-ins?status=success&application=Peakon');
  const path = /href="(\/admin\/sign-ins\/[0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
  return textOf(await admin.get(path));
}
