import { InvalidInput } from '../../../../input/invalid-input.ts';
import { NotFound } from '../../../../input/not-found.ts';
import { StaleVersion } from '../../../../input/stale-version.ts';
import {
  type AuthenticationMethodMode,
  authenticationMethodModes,
} from '../../../authentication-methods/modes.ts';
import {
  type AuthenticationMethod,
  addAuthenticationMethod,
  authenticationMethodsOf,
  deleteAuthenticationMethod,
  requireReregisterMultifactor,
  setSoftwareOath,
} from '../../../directory/authentication-methods/authentication-methods.ts';
import type { MethodType } from '../../../directory/authentication-methods/method-properties.ts';
import {
  currentCode,
  secondFactorOf,
  secretAddress,
} from '../../../directory/sign-in/second-factor.ts';
import type { UserRow } from '../../../directory/tables.ts';
import {
  methodsWithoutPages,
  setSignsInWithoutPages,
} from '../../../directory/users/signs-in-without-pages.ts';
import { forcePasswordChange, revokeSessions } from '../../../directory/users/user-password.ts';
import type { AdminRoutes } from '../../admin-routes.ts';
import { type FieldFault, fieldFaults } from '../../field-faults.ts';
import type { Visit } from '../../visit.ts';
import {
  auditUser,
  type TargetUser,
  userWithManageableMethods,
  userWithMethods,
} from '../target-user.ts';
import {
  type AddedType,
  AddMethodPage,
  methodsPath,
  PassOncePage,
  SOFTWARE_OATH,
} from './add-method-page.tsx';
import { DeleteMethodPage, ReRegisterPage } from './confirm-pages.tsx';
import { methodDetail, methodLabels } from './method-facts.ts';
import { emptyMethodForm, type MethodForm, methodOf, readMethodForm } from './method-form.ts';
import { MethodsPage } from './methods-page.tsx';

const PATH = '/admin/users/:userId/authentication-methods';
const TASK = 'authentication-method.manage';

/** "Authentication methods" of a user. */
export function authenticationMethodRoutes(routes: AdminRoutes): void {
  routes.get(PATH, 'user.read', async (visit) => showMethods(visit, await userWithMethods(visit)));
  addRoutes(routes);
  deleteRoutes(routes);
  settingRoutes(routes);

  routes.get(`${PATH}/re-register`, TASK, async (visit) => {
    const { user } = await userWithManageableMethods(visit);
    return visit.page((shell) => <ReRegisterPage shell={shell} user={user} />);
  });
  routes.post(`${PATH}/re-register`, TASK, async (visit) => {
    const { user } = await userWithManageableMethods(visit);
    await requireReregisterMultifactor(visit.context.db, user.id);
    await auditUser(visit, user, 'Admin deleted security info', [
      { displayName: 'StrongAuthenticationMethod', oldValue: 'all', newValue: '' },
    ]);
    return visit.done(
      methodsPath(user.id),
      `${user.displayName} has to register a second factor when a policy requires one.`,
    );
  });
  routes.post(`${PATH}/revoke-sessions`, TASK, async (visit) => {
    const { user } = await userWithManageableMethods(visit);
    await revokeSessions(visit.context.db, user.id);
    await auditUser(visit, user, 'Update StsRefreshTokenValidFrom Timestamp');
    return visit.done(methodsPath(user.id), `${user.displayName} was signed out everywhere.`);
  });
}

function addRoutes(routes: AdminRoutes): void {
  routes.get(`${PATH}/add`, TASK, async (visit) => {
    const { user } = await userWithManageableMethods(visit);
    return showAdd(visit, user, addedTypeOf(visit.query('type')), emptyMethodForm);
  });
  routes.post(`${PATH}/add`, TASK, async (visit) => {
    const { user } = await userWithManageableMethods(visit);
    const { db, clock } = visit.context;
    const form = readMethodForm(visit.form);
    const type = addedTypeOf(visit.form.text('type'));
    if (type === undefined) return showAdd(visit, user, undefined, form);
    if (type === 'softwareOath') {
      await setSoftwareOath(db, user.id, true);
      return added(visit, user, SOFTWARE_OATH);
    }
    try {
      const { id } = await addAuthenticationMethod(db, user.id, methodOf(type, form), clock());
      const method = await methodById(visit, user, id);
      if (method?.type !== 'temporaryAccessPass') return added(visit, user, methodLabels[type]);
      await auditAdded(visit, user, methodLabels[type]);
      const pass = method.temporaryAccessPass ?? '';
      return visit.page((shell) => <PassOncePage shell={shell} user={user} pass={pass} />);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return showAdd(visit, user, type, form, fieldFaults(error.faults.map(said)));
    }
  });
}

/** A field that is not a number, or not a date, breaks a rule about types; say it for those who type. */
const said = (fault: InvalidInput['faults'][number]) =>
  fault.code !== 'type'
    ? fault
    : {
        ...fault,
        message:
          fault.property === 'startDateTime'
            ? 'Enter a date and a time, like 2026-12-31T08:00.'
            : 'Enter a number.',
      };

function deleteRoutes(routes: AdminRoutes): void {
  routes.get(`${PATH}/:methodId/delete`, TASK, async (visit) => {
    const { user } = await userWithManageableMethods(visit);
    const { what } = await methodToDelete(visit, user);
    const methodId = visit.param('methodId');
    return visit.page((shell) => (
      <DeleteMethodPage shell={shell} user={user} methodId={methodId} what={what} />
    ));
  });
  routes.post(`${PATH}/:methodId/delete`, TASK, async (visit) => {
    const { user } = await userWithManageableMethods(visit);
    const { what, method } = await methodToDelete(visit, user);
    const { db } = visit.context;
    if (method) await deleteAuthenticationMethod(db, user.id, method.id);
    else await setSoftwareOath(db, user.id, false);
    await auditUser(visit, user, 'Admin deleted security info', [
      { displayName: 'StrongAuthenticationMethod', oldValue: what, newValue: '' },
    ]);
    return visit.done(methodsPath(user.id), `${what} was deleted.`);
  });
}

function settingRoutes(routes: AdminRoutes): void {
  routes.post(`${PATH}/password-change`, TASK, async (visit) => {
    const { user } = await userWithManageableMethods(visit);
    const force = visit.form.has('forceChangePasswordNextSignIn');
    return saved(visit, user, async () => {
      await forcePasswordChange(visit.context.db, user.id, force, visit.form.version());
      await auditUser(visit, user, 'Set force change user password', [
        {
          displayName: 'ForceChangePassword',
          oldValue: String(user.forceChangePasswordNextSignIn === 1),
          newValue: String(force),
        },
      ]);
    });
  });
  routes.post(`${PATH}/without-pages`, TASK, async (visit) => {
    const target = await userWithManageableMethods(visit);
    const { user } = target;
    const chosen = visit.form.all('method').filter((mode) => mode !== '');
    const methods = chosen as AuthenticationMethodMode[]; // the directory refuses any other
    try {
      return await saved(visit, user, async () => {
        const stored = methods.length === 0 ? undefined : methods;
        await setSignsInWithoutPages(visit.context.db, user.id, stored, visit.form.version());
        await auditUser(visit, user, 'Update user', [
          {
            displayName: 'SignsInWithoutPages',
            oldValue: (methodsWithoutPages(user) ?? []).join(', '),
            newValue: methods.join(', '),
          },
        ]);
      });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const faults = fieldFaults(error.faults, { methods: 'method' });
      const known = methods.filter((mode) => authenticationMethodModes.includes(mode));
      return showMethods(visit, target, { withoutPages: known, faults });
    }
  });
}

/** Saves a setting, unless another administrator saved it first. */
async function saved(visit: Visit, user: UserRow, save: () => Promise<void>) {
  try {
    await save();
  } catch (error) {
    if (!(error instanceof StaleVersion)) throw error;
    return visit.done(methodsPath(user.id), {
      tone: 'warning',
      text: 'Another user changed this setting in the meantime. Nothing was saved; check again.',
    });
  }
  return visit.done(methodsPath(user.id), 'The setting was saved.');
}

async function showMethods(
  visit: Visit,
  target: TargetUser,
  typed?: { withoutPages: readonly AuthenticationMethodMode[]; faults: readonly FieldFault[] },
) {
  const { db, clock } = visit.context;
  const { user } = target;
  const [methods, softwareOath] = await Promise.all([
    authenticationMethodsOf(db, user.id),
    user.softwareOath === 1 ? softwareOathView(visit, user) : undefined,
  ]);
  return visit.page(
    (shell) => (
      <MethodsPage
        shell={shell}
        target={target}
        methods={methods}
        softwareOath={softwareOath}
        now={clock()}
        withoutPages={typed?.withoutPages ?? methodsWithoutPages(user) ?? []}
        faults={typed?.faults}
      />
    ),
    typed ? 422 : 200,
  );
}

async function softwareOathView({ context: { db, clock } }: Visit, user: UserRow) {
  const secret = await secondFactorOf(db, user.id);
  return {
    secret,
    ...(await currentCode(secret, clock())),
    address: secretAddress(secret, user.userPrincipalName),
  };
}

function showAdd(
  visit: Visit,
  user: UserRow,
  type: AddedType | undefined,
  form: MethodForm,
  faults?: readonly FieldFault[],
) {
  return visit.page(
    (shell) => (
      <AddMethodPage
        shell={shell}
        user={user}
        offersSoftwareOath={user.softwareOath === 0}
        type={type}
        form={form}
        faults={faults}
      />
    ),
    faults ? 422 : 200,
  );
}

const addedTypeOf = (name: string): AddedType | undefined =>
  name === 'softwareOath' || Object.hasOwn(methodLabels, name)
    ? (name as MethodType | 'softwareOath')
    : undefined;

async function added(visit: Visit, user: UserRow, what: string) {
  await auditAdded(visit, user, what);
  return visit.done(methodsPath(user.id), `${what} was added.`);
}

const auditAdded = (visit: Visit, user: UserRow, what: string): Promise<void> =>
  auditUser(visit, user, 'Admin registered security info', [
    { displayName: 'StrongAuthenticationMethod', oldValue: '', newValue: what },
  ]);

async function methodById({ context }: Visit, user: UserRow, id: string) {
  const methods = await authenticationMethodsOf(context.db, user.id);
  return methods.find((method) => method.id === id);
}

/** @throws {NotFound} when the user has no such method; it may have been deleted already */
async function methodToDelete(
  visit: Visit,
  user: UserRow,
): Promise<{ what: string; method: AuthenticationMethod | undefined }> {
  const id = visit.param('methodId');
  if (id === 'softwareOath' && user.softwareOath === 1)
    return { what: SOFTWARE_OATH, method: undefined };
  const method = await methodById(visit, user, id);
  if (!method) throw new NotFound('authentication method', id);
  const detail = methodDetail(method, visit.context.clock());
  return { what: `${methodLabels[method.type]} ${detail}`, method };
}
