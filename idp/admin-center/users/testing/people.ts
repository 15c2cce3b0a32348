import { administrationBrowser } from '../../../testing/administration.ts';
import type { Browser } from '../../../testing/browser.ts';
import { type Contoso, password, tenantId } from '../../../testing/contoso.ts';
import { sendForm } from '../../../testing/send-form.ts';

export const newUserForm = '/admin/users/new';

/** The form "New user" for Britta Simon, without password and `step`. */
export const typed = {
  userName: 'Britta.Simon',
  domain: 'contoso.com',
  displayName: 'Britta Simon',
  givenName: 'Britta',
  surname: 'Simon',
  mail: 'britta@contoso.com',
  deriveMailNickname: 'on',
  userType: 'Member',
  accountEnabled: 'on',
};

/** Creates a group. @returns its id */
export async function addGroup(admin: Browser, displayName: string): Promise<string> {
  const { headers } = await sendForm(admin, '/admin/groups/new', { displayName });
  return String(headers.location).split('/').at(-1) ?? '';
}

/** A browser of a user whose only role is User Administrator. */
export async function userAdministrator(lab: Contoso): Promise<Browser> {
  const userPrincipalName = 'desk@contoso.com';
  await lab.idp.directory.createUser({
    tenantId,
    userPrincipalName,
    displayName: 'Desk',
    password,
    directoryRoles: ['User Administrator'],
  });
  return administrationBrowser(lab, userPrincipalName);
}

/** The password on a page that shows it once. */
export const shownPassword = (body: string): string | undefined =>
  /id="passwordOnce"[\s\S]*?<code[^>]*>([^<]+)</.exec(body)?.[1]?.replaceAll('&amp;', '&');
