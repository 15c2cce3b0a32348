import { createHash } from 'node:crypto';
import type { Directory } from '../../../idp/index.ts';
import { hasLabPassword } from '../../lab-password.ts';
import { readablePassword } from '../../readable-password.ts';
import type { Path } from '../faults.ts';
import { items } from '../items.ts';
import type { UserSettings } from '../settings-parts.ts';
import type { TenantRun } from './tenant-run.ts';

type Method = NonNullable<UserSettings['authenticationMethods']>[number];
type NewMethod = Parameters<Directory['addAuthenticationMethod']>[1];
type WithoutPages = Parameters<Directory['setSignsInWithoutPages']>[1];

/** Creates a user, or changes what the settings say of one that exists. */
export async function applyUser(
  { run, tenantId }: TenantRun,
  user: UserSettings,
  path: Path,
): Promise<void> {
  const { directory } = run.sides;
  const name = user.userPrincipalName;
  const found = await directory.findUser(tenantId, name);
  const create = () => createUser({ run, tenantId }, user);
  const id = found ? found.id : (await run.attempt(path, create))?.id;
  if (id === undefined) return;
  run.ledger.note(['user', tenantId, name.toLowerCase()], [id], !found);
  if (found) await changeUser({ run, tenantId }, found, user, path);
  const { softwareOath, signsInWithoutPages: modes } = user;
  if (softwareOath !== undefined)
    await run.attempt(path, () => directory.setSoftwareOath(id, softwareOath));
  if (modes !== undefined)
    await run.attempt(
      path,
      () =>
        directory.setSignsInWithoutPages(
          id,
          modes.length === 0 ? undefined : (modes as unknown as WithoutPages),
        ),
      (property) => property.replace(/^methods/, 'signsInWithoutPages'),
    );
  const list = items(user.authenticationMethods, [...path, 'authenticationMethods']);
  for (const [method, place] of list)
    await applyMethod({ run, tenantId }, { id, name }, method, place);
}

type Where = Pick<TenantRun, 'run' | 'tenantId'>;

const propertiesOf = ({
  password: _password,
  forceChangePasswordNextSignIn: _force,
  directoryRoles: _roles,
  softwareOath: _oath,
  authenticationMethods: _methods,
  signsInWithoutPages: _modes,
  directoryExtensions: _extensions,
  manager: _manager,
  ...properties
}: UserSettings) => properties;

async function createUser({ run, tenantId }: Where, user: UserSettings): Promise<{ id: string }> {
  const { userPrincipalName: name, directoryRoles, forceChangePasswordNextSignIn } = user;
  const password = user.password ?? run.passwords[name] ?? readablePassword();
  const created = await run.sides.directory.createUser({
    ...propertiesOf(user),
    displayName: user.displayName ?? name.split('@')[0] ?? name,
    tenantId,
    password,
    directoryRoles,
    forceChangePasswordNextSignIn,
  });
  if (user.password === undefined) run.passwords[name] = password;
  return created;
}

async function changeUser(
  { run }: Where,
  { id, passwordHash }: { id: string; passwordHash: string },
  user: UserSettings,
  path: Path,
): Promise<void> {
  const { directory } = run.sides;
  const { password, directoryRoles } = user;
  await run.attempt(path, () => directory.updateUser(id, propertiesOf(user)));
  if (directoryRoles !== undefined)
    await run.attempt(path, () => directory.setDirectoryRoles(id, directoryRoles));
  // The same password again would sign the user out.
  if (password !== undefined && !(await hasLabPassword({ passwordHash }, password)))
    await run.attempt(path, () => directory.resetPassword(id, password));
}

async function applyMethod(
  { run, tenantId }: Where,
  { id, name }: { id: string; name: string },
  method: Method,
  path: Path,
): Promise<void> {
  const { directory } = run.sides;
  const same = (await directory.authenticationMethodsOf(id)).find((each) =>
    Object.entries(method).every(([key, value]) => Reflect.get(each, key) === value),
  );
  const add = () => directory.addAuthenticationMethod(id, method as NewMethod);
  const methodId = same ? same.id : (await run.attempt(path, add))?.id;
  if (methodId === undefined) return;
  // Not the properties themselves: one may be a secret.
  const hash = createHash('sha256').update(JSON.stringify(method)).digest('base64url');
  run.ledger.note(['method', tenantId, name.toLowerCase(), hash], [id, methodId], !same);
}

/** Sets the manager of a user, once all users are there. */
export async function applyManager(
  { run, tenantId }: TenantRun,
  { userPrincipalName, manager }: UserSettings,
  path: Path,
): Promise<void> {
  if (manager === undefined) return;
  const { directory } = run.sides;
  const user = await directory.findUser(tenantId, userPrincipalName);
  if (!user) return; // it could not be created, which is a fault already
  const place = [...path, 'manager'];
  const found = manager === '' ? null : await directory.findUser(tenantId, manager);
  if (found === undefined) {
    const lists = [[...path.slice(0, -1)]];
    const message = `there is no user ${manager} in this tenant.`;
    run.reportUnknown({ name: manager, lists, key: 'userPrincipalName' }, place, message);
    return;
  }
  const set = () => directory.setManager(user.id, found?.id ?? null).then(() => true);
  await run.attempt(place, set, () => '');
}
