import { randomUUID } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { NotFound } from '../../../input/not-found.ts';
import { profile } from '../../settings/schema/user-profile.ts';
import { newUserOf } from '../../tenants/new-user.ts';
import { operation, tenantOf, tenantPlace } from '../operation.ts';
import { CreatedUser, flag, one, strict, text, User } from '../schemas.ts';

const optional = Type.Optional;

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
    const { id } = await tenantOf(call);
    const { userId = '' } = call.params;
    const found = await call.lab.directory.findUser(id, userId);
    if (!found) throw new NotFound('user', userId);
    return { result: viewOf(found) };
  },
});

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
