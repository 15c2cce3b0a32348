import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../../input/invalid-input.ts';
import { prepared, type ValueOf } from '../../../store/prepared.ts';
import {
  type AuthenticationMethodMode,
  authenticationMethodModes,
  provesNobody,
} from '../../authentication-methods/modes.ts';
import { requireTag, tagOf } from '../stale-version.ts';
import type { Database, UserRow } from '../tables.ts';
import { requireUser } from './users.ts';

/** Tag of the setting for the form that edits it; see `stale-version.ts`. */
export const withoutPagesTag = (user: Pick<UserRow, 'signsInWithoutPages'>): string =>
  tagOf(user.signsInWithoutPages);

/**
 * Lets a user sign in without pages, as on a joined device: the session gets these methods once the user is known.
 *
 * @param methods in the order of use; undefined: the user signs in on the pages, the default
 * @param tag of the setting that a form was made from; absent: whatever is stored is replaced
 * @throws {InvalidInput} when the list is empty, names an unknown method or one twice, or proves only the device, or the
 *   user is a guest
 * @throws {NotFound} when there is no such user
 * @throws {StaleVersion} when the stored setting no longer has the tag
 */
export async function setSignsInWithoutPages(
  db: Database,
  userId: string,
  methods: readonly AuthenticationMethodMode[] | undefined,
  tag?: string,
): Promise<void> {
  requireTypes({ methods }, { methods: 'string[]?' });
  if (methods !== undefined) requireMethods(methods);
  await db.transaction().execute(async (tx) => {
    const user = await requireUser(tx, userId);
    requireTag(user.signsInWithoutPages, tag);
    if (methods !== undefined && user.homeUserId !== null) throw new InvalidInput([guest]);
    await tx
      .updateTable('directoryUser')
      .set({ signsInWithoutPages: methods === undefined ? null : JSON.stringify(methods) })
      .where('id', '=', userId)
      .execute();
  });
}

/** @throws {InvalidInput} when the list is empty, names an unknown method or one twice, or proves only the device */
export function requireMethods(methods: readonly AuthenticationMethodMode[]): void {
  requireTypes({ methods }, { methods: 'string[]' });
  refuseFaults(faultsOf(methods));
}

const guest: Fault = {
  property: 'methods',
  code: 'guest',
  message: 'A guest signs in at the home tenant; choose this for the account there.',
};

function faultsOf(methods: readonly AuthenticationMethodMode[]): Fault[] {
  const faults: Fault[] = methods.flatMap((method, position) => {
    const property = `methods.${position}`;
    if (!authenticationMethodModes.includes(method))
      return {
        property,
        code: 'method_mode',
        message: `There is no authentication method "${String(method).slice(0, 80)}"; choose from ${authenticationMethodModes.join(', ')}.`,
      };
    if (methods.indexOf(method) !== position)
      return { property, code: 'repeated', message: `${method} is listed twice.` };
    return [];
  });
  if (faults.length === 0 && provesNobody(methods))
    faults.push({
      property: 'methods',
      code: 'no_user',
      message: 'Choose at least one method that says who the user is, such as windowsIntegrated.',
    });
  return faults;
}

/** How the user signs in without pages, in the order of use; undefined for a user who signs in on the pages. */
export const methodsWithoutPages = ({
  signsInWithoutPages,
}: Pick<UserRow, 'signsInWithoutPages'>): AuthenticationMethodMode[] | undefined =>
  signsInWithoutPages === null
    ? undefined
    : (JSON.parse(signsInWithoutPages) as AuthenticationMethodMode[]);

const ofTenant = prepared((db: Database, value: ValueOf<{ tenantId: string }>) =>
  db
    .selectFrom('directoryUser')
    .select('userPrincipalName')
    .where('tenantId', '=', value('tenantId'))
    .where('signsInWithoutPages', 'is not', null)
    .limit(2),
);

const ofAll = prepared((db: Database) =>
  db
    .selectFrom('directoryUser')
    .select('userPrincipalName')
    .where('signsInWithoutPages', 'is not', null)
    .limit(2),
);

/**
 * The userPrincipalName of the one user who signs in without pages, as if the browser ran on that user's device.
 *
 * @param tenantId GUID; `common` looks in every tenant
 * @returns undefined when no user does, or several do
 */
export async function onlyUserWithoutPages(
  db: Database,
  tenantId: string,
): Promise<string | undefined> {
  const { rows } = await (tenantId === 'common' ? ofAll(db, {}) : ofTenant(db, { tenantId }));
  const [only, other] = rows;
  return other ? undefined : only?.userPrincipalName;
}
