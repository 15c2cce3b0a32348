import { randomUUID } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { NotFound } from '../../../input/not-found.ts';
import { profile } from '../../settings/schema/user-profile.ts';
import { newUserOf } from '../../tenants/new-user.ts';
import { operation, tenantOf, tenantPlace } from '../operation.ts';
import { ApiProblem } from '../problem.ts';
import { CreatedUser, flag, nullable, one, strict, text, User } from '../schemas.ts';
import type { InTenant } from './target-application.ts';

const optional = Type.Optional;

/** What a user is created with, and can be changed to. */
const properties = {
  givenName: optional(text('First name.')),
  surname: optional(text('Last name.')),
  mail: optional(text('E-mail address.')),
  mailNickname: optional(text('Local part of derived addresses.')),
  userType: optional(one(['Member', 'Guest'], 'Member or Guest.')),
  accountEnabled: optional(flag('false blocks the sign-in (AADSTS50057).')),
  onPremisesImmutableId: optional(
    text('What the identity provider of a federated domain calls the user.'),
  ),
  ...profile,
};

export const listUsers = operation({
  id: 'listUsers',
  method: 'GET',
  path: '/tenants/{tenantId}/users',
  tag: 'Users',
  summary: 'List users by name, at most 1,000',
  answer: { status: 200, description: 'Users.' },
  result: Type.Array(User),
  refusals: ['unknown_tenant'],
  places: tenantPlace,
  async run(call) {
    const { id } = await tenantOf(call);
    return { result: (await call.lab.directory.listUsers(id)).map(viewOf) };
  },
});

export const createUser = operation({
  id: 'createUser',
  method: 'POST',
  path: '/tenants/{tenantId}/users',
  tag: 'Users',
  summary: 'Create a user',
  body: Type.Object(
    {
      userPrincipalName: optional(
        text(
          'Name at the sign-in; without a domain it gets that of the tenant. Default: user-1 and so on.',
        ),
      ),
      displayName: optional(text('Name for people. Default: what is before the @.')),
      ...properties,
      password: optional(text('Password. Default: one that samlab makes.')),
      forceChangePasswordNextSignIn: optional(
        flag('Whether the user must change the password at the first sign-in (AADSTS50055).'),
      ),
      directoryRoles: optional(
        Type.Array(Type.String(), {
          description: 'Directory roles by name, such as User Administrator.',
        }),
      ),
      groupIds: optional(
        Type.Array(Type.String(), { description: 'Groups of the tenant to join, by id.' }),
      ),
    },
    strict,
  ),
  example: { userPrincipalName: 'tester', mail: 'tester@contoso.com' },
  answer: { status: 201, description: 'The user, with the password.' },
  result: CreatedUser,
  refusals: ['unknown_tenant', 'taken'],
  places: tenantPlace,
  rules: (call) => [
    async () => {
      const user = newUserOf(await tenantOf(call), {
        userPrincipalName: randomUUID(),
        ...call.body,
      });
      await call.lab.directory.checkNewUser(user);
    },
  ],
  async run(call) {
    const tenant = await tenantOf(call);
    const result = await tenant.addUser(call.body);
    return { result, location: `/tenants/${tenant.id}/users/${result.id}` };
  },
});

export const getUser = operation({
  id: 'getUser',
  method: 'GET',
  path: '/tenants/{tenantId}/users/{userId}',
  tag: 'Users',
  summary: 'Read a user',
  answer: { status: 200, description: 'The user.' },
  result: User,
  refusals: ['unknown_tenant', 'unknown_user'],
  places: { ...tenantPlace, unknown_user: { parameter: 'userId' } },
  async run(call) {
    return { result: viewOf(await userOf(call)) };
  },
});

const onUser = {
  tag: 'Users',
  path: '/tenants/{tenantId}/users/{userId}',
  places: { ...tenantPlace, unknown_user: { parameter: 'userId' } },
} as const;

export const updateUser = operation({
  ...onUser,
  id: 'updateUser',
  method: 'PATCH',
  summary: 'Change the properties of a user that are given, and the manager',
  description:
    'An empty text removes a value. A job of provisioning writes the change in its next cycle.',
  body: Type.Object(
    {
      userPrincipalName: optional(text('Name at the sign-in, with a domain of the tenant.')),
      displayName: optional(text('Name for people.')),
      ...properties,
      manager: optional(
        nullable(Type.String(), 'User principal name or id of the manager; null for none.'),
      ),
    },
    strict,
  ),
  example: { department: 'Marketing' },
  answer: { status: 200, description: 'The user.' },
  result: User,
  refusals: ['unknown_tenant', 'unknown_user', 'taken'],
  rules: (call) => [
    async () => {
      const { manager: _manager, ...changes } = call.body;
      const named = { userPrincipalName: randomUUID(), ...changes };
      await call.lab.directory.checkNewUser(newUserOf(await tenantOf(call), named));
    },
    async () => {
      const { manager } = call.body;
      if (!manager) return;
      const { directory } = call.lab;
      const [user, managerId] = [await userOf(call), await managerIdOf(call, manager)];
      await namingManager(directory.checkManager(user.id, managerId));
    },
  ],
  async run(call) {
    const { directory } = call.lab;
    const user = await userOf(call);
    const { manager, ...changes } = call.body;
    const managerId = manager ? await managerIdOf(call, manager) : manager;
    if (managerId) await namingManager(directory.checkManager(user.id, managerId)); // before anything is changed
    await directory.updateUser(user.id, changes);
    if (managerId !== undefined) await namingManager(directory.setManager(user.id, managerId));
    return { result: viewOf(await userOf(call)) };
  },
});

export const deleteUser = operation({
  ...onUser,
  id: 'deleteUser',
  method: 'DELETE',
  summary: 'Delete a user, who can be restored for 30 days',
  answer: { status: 204, description: 'The user is deleted.' },
  refusals: ['unknown_tenant', 'unknown_user'],
  async run(call) {
    await call.lab.directory.deleteUser((await userOf(call)).id);
    return { result: undefined };
  },
});

/** @throws {NotFound} when the tenant has no such user */
async function userOf(call: InTenant) {
  const { id } = await tenantOf(call);
  const { userId = '' } = call.params;
  const found = await call.lab.directory.findUser(id, userId);
  if (!found) throw new NotFound('user', userId);
  return found;
}

/** @throws {ApiProblem} `unknown_user` at `manager` */
async function managerIdOf(call: InTenant, manager: string): Promise<string> {
  const { id } = await tenantOf(call);
  const found = await call.lab.directory.findUser(id, manager);
  if (found) return found.id;
  const detail = `The tenant has no user "${manager.slice(0, 100)}". Give the user principal name or the id of one of this tenant.`;
  throw new ApiProblem('unknown_user', detail, [{ pointer: '#/manager', detail }]);
}

/** @throws {InvalidInput} on `manager`, where the directory has it on `managerId` */
async function namingManager(act: Promise<void>): Promise<void> {
  try {
    await act;
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(error.faults.map((fault) => ({ ...fault, property: 'manager' })));
  }
}

interface StoredUser {
  readonly id: string;
  readonly userPrincipalName: string;
  readonly displayName: string;
  readonly mail: string | null;
  readonly userType: string;
  readonly accountEnabled: number;
  /** JSON; not read for lists. */
  readonly profile?: string | null;
}

/** The properties of a user beyond those that every answer has. */
type Profile = Omit<
  Static<typeof User>,
  'id' | 'userPrincipalName' | 'displayName' | 'mail' | 'userType' | 'accountEnabled'
>;

function viewOf({ id, userPrincipalName, displayName, mail, userType, ...user }: StoredUser) {
  const accountEnabled = user.accountEnabled === 1;
  const stored = !user.profile ? {} : (JSON.parse(user.profile) as Profile);
  return { id, userPrincipalName, displayName, mail, userType, accountEnabled, ...stored };
}
