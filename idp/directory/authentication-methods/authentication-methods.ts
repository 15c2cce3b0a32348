import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { requireTypes } from '../../../input/argument-types.ts';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { NotFound } from '../../../input/not-found.ts';
import { idsOf } from '../../../store/ids.ts';
import type { AuthenticationMethodRow, Database } from '../tables.ts';
import { requireUser } from '../users/users.ts';
import {
  checkNewMethod,
  type MethodProperties,
  type MethodType,
  type NewAuthenticationMethod,
} from './method-properties.ts';

/** What is stored with a method besides what the administrator set. */
interface Stored {
  /** Of a security key or passkey that a browser registered; absent: it exists only in the lab. */
  credential?: StoredCredential;
  /** The digits and letters that the user types; the lab shows them. */
  temporaryAccessPass?: string;
  isUsed?: boolean;
  /** The last step of RFC 6238 whose code was accepted. */
  lastStep?: number;
}

/** A public key credential (WebAuthn 2, 4). */
export interface StoredCredential {
  /** base64url */
  id: string;
  /** COSE key in base64url. */
  publicKey: string;
  counter: number;
  transports: string[];
}

type OfType<Type extends MethodType> = {
  id: string;
  userId: string;
  type: Type;
  createdDateTime: string;
} & Omit<MethodProperties[Type], 'startDateTime'> &
  Stored & {
    /** Of a Temporary Access Pass, ISO 8601. */
    startDateTime?: string;
  };

/** A registered method. */
export type AuthenticationMethod = { [Type in MethodType]: OfType<Type> }[MethodType];

/** A user can have this many methods. */
const MAX_METHODS = 50;

/** The registered methods of a user, the oldest first; the password and the app that shows codes are columns of the user. */
export async function authenticationMethodsOf(
  db: Database,
  userId: string,
): Promise<AuthenticationMethod[]> {
  const rows = await db
    .selectFrom('authenticationMethod')
    .selectAll()
    .where('userId', '=', userId)
    .orderBy('createdDateTime')
    .orderBy(sql`rowid`)
    .limit(MAX_METHODS)
    .execute();
  return rows.map(readMethod);
}

/** A row as the method that it stores. */
export const readMethod = ({
  id,
  userId,
  type,
  properties,
  createdDateTime,
}: AuthenticationMethodRow) =>
  ({ ...JSON.parse(properties), id, userId, type, createdDateTime }) as AuthenticationMethod;

/**
 * Registers a method. A user has one Temporary Access Pass at most: a new one replaces it, as in Entra.
 *
 * @returns its id
 * @throws {InvalidInput} when a property breaks a rule, or the user has too many methods
 * @throws {NotFound} when there is no such user
 */
export async function addAuthenticationMethod(
  db: Database,
  userId: string,
  method: NewAuthenticationMethod,
  now: Date,
  credential?: StoredCredential,
): Promise<{ id: string }> {
  checkNewMethod(method);
  const id = idsOf(db).uuid('authenticationMethod');
  const { type, ...given } = method;
  const pass = type === 'temporaryAccessPass';
  const properties = {
    ...given,
    ...(pass && { startDateTime: (method.startDateTime ?? now).toISOString() }),
    ...(pass && { temporaryAccessPass: newPass(), isUsed: false }),
    ...(credential && { credential }),
  };
  await db.transaction().execute(async (tx) => {
    await requireUser(tx, userId);
    if (pass)
      await tx
        .deleteFrom('authenticationMethod')
        .where('userId', '=', userId)
        .where('type', '=', type)
        .execute();
    const known = await authenticationMethodsOf(tx, userId);
    if (known.length >= MAX_METHODS) throw tooMany();
    await tx
      .insertInto('authenticationMethod')
      .values({
        id,
        userId,
        type,
        properties: JSON.stringify(properties),
        createdDateTime: now.toISOString(),
      })
      .execute();
  });
  return { id };
}

const tooMany = () =>
  new InvalidInput([
    {
      property: '',
      code: 'too_many',
      message: `The user has ${MAX_METHODS} authentication methods, and that is the limit; delete one first.`,
    },
  ]);

/**
 * @throws {NotFound} when the user has no such method
 */
export async function deleteAuthenticationMethod(
  db: Database,
  userId: string,
  methodId: string,
): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('authenticationMethod')
    .where('id', '=', methodId)
    .where('userId', '=', userId)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new NotFound('authentication method', methodId);
}

/**
 * Whether the user has an authenticator app that shows codes. Every new user has one; its secret is made at the first use, and forgotten
 * when the app is taken away or another one is given.
 *
 * @throws {NotFound} when there is no such user
 */
export async function setSoftwareOath(db: Database, userId: string, has: boolean): Promise<void> {
  requireTypes({ has }, { has: 'boolean' });
  await db.transaction().execute(async (tx) => {
    const { softwareOath } = await requireUser(tx, userId);
    if (softwareOath === Number(has)) return;
    await tx.deleteFrom('secondFactor').where('userId', '=', userId).execute();
    await setHasSoftwareOath(tx, userId, has);
  });
}

/** The user has typed the first code of an app with the secret that is stored: from now on it is a second factor. */
export const registerSoftwareOath = (db: Database, userId: string): Promise<void> =>
  setHasSoftwareOath(db, userId, true);

async function setHasSoftwareOath(db: Database, userId: string, has: boolean): Promise<void> {
  await db
    .updateTable('directoryUser')
    .set({ softwareOath: Number(has) })
    .where('id', '=', userId)
    .execute();
}

/** What Entra deletes when a user has to register again (entra-saml.md 10.8). E-mail is assumed: it is a second factor as well. */
const registeredAgain: readonly MethodType[] = [
  'microsoftAuthenticator',
  'hardwareOath',
  'phone',
  'email',
];

/**
 * "Require re-register multifactor authentication": takes away every second factor, with the app that shows codes. Passkeys, Windows Hello,
 * certificates and the Temporary Access Pass stay, as in Entra.
 *
 * @throws {NotFound} when there is no such user
 */
export async function requireReregisterMultifactor(db: Database, userId: string): Promise<void> {
  await setSoftwareOath(db, userId, false);
  await db
    .deleteFrom('authenticationMethod')
    .where('userId', '=', userId)
    .where('type', 'in', registeredAgain)
    .execute();
}

/** Letters and digits that are not mistaken for each other. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

/** Eight characters, Entra's default length. */
const newPass = (): string =>
  Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
