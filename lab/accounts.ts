import { createHash } from 'node:crypto';
import { hasLabPassword } from './lab-password.ts';
import type { Sides } from './seed.ts';
import { company, companyAdministrator, tenant, users } from './tutorial.ts';

/** An account of the tutorial, as it is now. */
export interface Account {
  readonly name: string;
  /** Absent when the account has another password than the one that this lab made. */
  readonly password: string | undefined;
  /** What the account can do, for people; no full stop. */
  readonly can: string;
}

/** How far the tutorial is. */
interface SetUp {
  /** The application Peakon, once it was added. */
  readonly servicePrincipalId: string | undefined;
  /** All steps but the two sign-ins are done. */
  readonly isComplete: boolean;
}

/**
 * The accounts of the tutorial that exist, whoever made them, and what they can do.
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
      const can = await whatItCan(sides, setUp, user);
      return [{ name, password: isKnown ? passwords[name] : undefined, can }];
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

async function whatItCan(
  { directory, administration }: Sides,
  { servicePrincipalId, isComplete }: SetUp,
  { id: userId, userPrincipalName, accountEnabled }: User,
): Promise<string> {
  if (accountEnabled === 0) return 'Blocked: cannot sign in (AADSTS50057)';
  const roles = await directory.directoryRolesOf(userId);
  if (roles.length > 0) return 'Administrator of the Entra tenant';
  if (!servicePrincipalId) return 'User of the tenant, to which Peakon was not added yet';
  const access = await directory.accessTo({ servicePrincipalId, userId });
  if (access === 'refused') return 'Not assigned to Peakon: refused (AADSTS50105)';
  const may = access === 'granted' ? 'Assigned to Peakon' : 'Needs no assignment to Peakon';
  if (!(await administration.findEmployee(company.id, userPrincipalName)))
    return `${may}, which has no employee with this address`;
  return isComplete ? `${may}: can sign in` : `${may}, which is not set up yet`;
}

/** Changes with everything that the lab home shows of the accounts. */
export const accountsVersion = (accounts: readonly Account[]): string =>
  createHash('sha256').update(JSON.stringify(accounts)).digest('base64url').slice(0, 16);
