import type { SessionUser } from '../directory/sign-in/browser-sessions.ts';
import type { Database } from '../directory/tables.ts';
import { rolesOf } from '../directory/users/directory-roles.ts';
import { AdminError } from './errors.ts';
import { mayDo, type Task, tasks, whatItTakes } from './roles.ts';

/** The user who is signed in to the admin center. */
export interface Administrator {
  user: SessionUser;
  /** Display names of the directory roles held. */
  roles: ReadonlySet<string>;
}

/** @throws {AdminError} `account_disabled` when the account was blocked after its sign-in */
export async function administratorOf(db: Database, user: SessionUser): Promise<Administrator> {
  if (!user.accountEnabled) throw new AdminError('account_disabled', user.userPrincipalName);
  return { user, roles: await rolesOf(db, user.id) };
}

/**
 * @param owns whether the user owns the application that the task is about
 * @throws {AdminError} `role_missing`; the message names the roles that are allowed
 */
export function requireTask(task: Task, { user, roles }: Administrator, owns = false): void {
  if (mayDo(task, roles, owns)) return;
  const held = roles.size > 0 ? `the role ${[...roles].sort().join(' and ')}` : 'no directory role';
  throw new AdminError(
    'role_missing',
    `${user.userPrincipalName} cannot ${tasks[task].what}: the account has ${held}. ${whatItTakes(task)}`,
  );
}
