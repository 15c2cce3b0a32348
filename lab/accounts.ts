import { hasLabPassword } from './lab-password.ts';
import type { Sides } from './seed.ts';
import { company, companyAdministrator, tenant, users } from './tutorial.ts';

/** An account of the tutorial or of the settings, as it is now. */
export interface Account {
  readonly name: string;
  /** Absent when the account has another password than the one that this lab made. */
  readonly password: string | undefined;
  /** What the account can do, for people; no full stop. */
  readonly can: string;
  /** Of a user of the tenant; absent for the administrator of Peakon. */
  readonly user?: UserState;
}

export interface UserState {
  readonly enabled: boolean;
  readonly hasRoles: boolean;
  /** To Peakon; absent while the tenant does not have Peakon. */
  readonly access?: Awaited<ReturnType<Sides['directory']['accessTo']>>;
}

/** How far the tutorial is. */
interface SetUp {
  /** The application Peakon, once it was added. */
  readonly servicePrincipalId: string | undefined;
  /** All steps but the two sign-ins are done. */
  readonly isComplete: boolean;
}

/**
 * The accounts of the tutorial that exist, made here or by hand, and what they can do.
 *
 * @param passwords those that this lab made, by user name
 */
export async function readAccounts(
  sides: Sides,
  setUp: SetUp,
  passwords: Readonly<Record<string, string>>,
): Promise<Account[]> {
  const found = await Promise.all(
    users.map(async ({ userPrincipalName: name }): Promise<Account[]> => {
      const user = await sides.directory.findUser(tenant.id, name);
      if (!user) return [];
      const isKnown = await hasLabPassword(user, passwords[name]);
      const state = await stateOf(sides, setUp, user);
      const can = await whatItCan(sides, setUp, user, state);
      return [{ name, password: isKnown ? passwords[name] : undefined, can, user: state }];
    }),
  );
  const { email } = companyAdministrator;
  const own = { name: email, password: passwords[email], can: 'Administrator of Peakon itself' };
  return [...found.flat(), own];
}

interface User {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly accountEnabled: number;
}

/** The users of settings that are not the tutorial's. @param passwords those that this lab made, by user name */
export async function settingsAccounts(
  { directory }: Pick<Sides, 'directory'>,
  names: readonly string[],
  passwords: Readonly<Record<string, string>>,
): Promise<Account[]> {
  const ofTutorial = users.map(({ userPrincipalName }) => userPrincipalName.toLowerCase());
  const own = names.filter((name) => !ofTutorial.includes(name.toLowerCase()));
  const found = await Promise.all(
    own.map(async (name): Promise<Account[]> => {
      const user = await directory.findUser('common', name);
      if (!user) return [];
      const password = (await hasLabPassword(user, passwords[name])) ? passwords[name] : undefined;
      const enabled = user.accountEnabled === 1;
      const hasRoles = (await directory.directoryRolesOf(user.id)).length > 0;
      const can = !enabled
        ? 'Blocked: cannot sign in (AADSTS50057)'
        : `${hasRoles ? 'Administrator' : 'User'} of the settings file`;
      return [{ name, password, can, user: { enabled, hasRoles } }];
    }),
  );
  return found.flat();
}

async function stateOf(
  { directory }: Sides,
  { servicePrincipalId }: SetUp,
  { id: userId, accountEnabled }: User,
): Promise<UserState> {
  const roles = await directory.directoryRolesOf(userId);
  const state = { enabled: accountEnabled === 1, hasRoles: roles.length > 0 };
  if (!servicePrincipalId) return state;
  return { ...state, access: await directory.accessTo({ servicePrincipalId, userId }) };
}

async function whatItCan(
  { administration }: Sides,
  { isComplete }: SetUp,
  { userPrincipalName }: User,
  { enabled, hasRoles, access }: UserState,
): Promise<string> {
  if (!enabled) return 'Blocked: cannot sign in (AADSTS50057)';
  if (hasRoles) return 'Administrator of the Entra tenant';
  if (!access) return 'User of the tenant, to which Peakon was not added yet';
  if (access === 'refused') return 'Not assigned to Peakon: refused (AADSTS50105)';
  const may = access === 'granted' ? 'Assigned to Peakon' : 'Needs no assignment to Peakon';
  if (!(await administration.findEmployee(company.id, userPrincipalName)))
    return `${may}, which has no employee with this address`;
  return isComplete ? `${may}: can sign in` : `${may}, which is not set up yet`;
}
