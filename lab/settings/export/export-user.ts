import type { Directory } from '../../../idp/index.ts';
import type { UserSettings } from '../settings-parts.ts';
import type { LeaveOut } from './leave-out.ts';

type User = NonNullable<Awaited<ReturnType<Directory['findUser']>>>;
type Method = NonNullable<UserSettings['authenticationMethods']>[number];

export async function exportUser(
  directory: Directory,
  user: User,
  leaveOut: LeaveOut,
): Promise<UserSettings> {
  const { userPrincipalName, displayName, mailNickname, givenName, surname, mail } = user;
  const roles = await directory.directoryRolesOf(user.id);
  const methods = await exportMethods(directory, user, leaveOut);
  const { signsInWithoutPages, onPremisesImmutableId: immutableId } = user;
  const manager = await directory.managerOf(user.id);
  return {
    userPrincipalName,
    displayName,
    mailNickname,
    ...(givenName !== null && { givenName }),
    ...(surname !== null && { surname }),
    ...(mail !== null && { mail }),
    ...(manager && { manager: manager.userPrincipalName }),
    ...(user.userType === 'Guest' && { userType: 'Guest' as const }),
    ...(user.accountEnabled === 0 && { accountEnabled: false }),
    ...(immutableId !== null && { onPremisesImmutableId: immutableId }),
    ...(user.profile !== null && (JSON.parse(user.profile) as Partial<UserSettings>)),
    ...(user.forceChangePasswordNextSignIn === 1 && { forceChangePasswordNextSignIn: true }),
    ...(user.softwareOath === 0 && { softwareOath: false }),
    ...(roles.length > 0 && { directoryRoles: roles }),
    ...(methods.length > 0 && { authenticationMethods: methods }),
    ...(signsInWithoutPages !== null && {
      signsInWithoutPages: JSON.parse(signsInWithoutPages) as string[],
    }),
  };
}

/** What an administrator set of each method. A passkey that a browser made, and the secret of a token, cannot leave the lab. */
async function exportMethods(
  directory: Directory,
  { id, userPrincipalName }: User,
  leaveOut: LeaveOut,
): Promise<Method[]> {
  const methods = await directory.authenticationMethodsOf(id);
  return methods.flatMap((method) => {
    const { type } = method;
    if (method.credential || type === 'hardwareOath') {
      leaveOut(`${userPrincipalName} has to add the method ${type} again: it has a secret.`);
      return [];
    }
    const given = Object.entries(method).filter(([name]) => exported.includes(name));
    return [Object.fromEntries(given) as Method];
  });
}

const exported = [
  'type',
  'displayName',
  'phoneSignIn',
  'phoneNumber',
  'phoneType',
  'emailAddress',
  'passkeyType',
  'isMultifactor',
  'lifetimeInMinutes',
  'isUsableOnce',
];
