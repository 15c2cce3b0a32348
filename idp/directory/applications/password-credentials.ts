import { timingSafeEqual } from 'node:crypto';
import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../../input/invalid-input.ts';
import { newSecret } from '../../../passwords/secret.ts';
import { idsOf } from '../../../store/ids.ts';
import { hashSecret } from '../secrets.ts';
import type { Database, PasswordCredentialRow } from '../tables.ts';
import { type ApplicationEdit, changeApplication } from './change-application.ts';

/** A client secret with Graph's properties of a passwordCredential; its text is shown only when it is added. */
export interface PasswordCredential
  extends Pick<
    PasswordCredentialRow,
    'keyId' | 'displayName' | 'hint' | 'startDateTime' | 'endDateTime'
  > {
  expired: boolean;
}

export interface AddedPassword extends PasswordCredential {
  /** The client secret. It cannot be read again. */
  secretText: string;
}

export interface NewPassword {
  /** Default: none. */
  displayName?: string | undefined;
  /** Default: two years from now, as in Graph. */
  endDateTime?: Date | undefined;
}

const MAX_SECRETS = 20;
const MAX_NAME = 120;

/** The client secrets of an application, the one that ends last first. */
export async function passwordCredentialsOf(
  db: Database,
  servicePrincipalId: string,
  now: Date,
): Promise<PasswordCredential[]> {
  const rows = await rowsOf(db, servicePrincipalId);
  return rows.map((row) => shown(row, now));
}

const rowsOf = (db: Database, ownerId: string): Promise<PasswordCredentialRow[]> =>
  db
    .selectFrom('passwordCredential')
    .selectAll()
    .where('ownerId', '=', ownerId)
    .orderBy('endDateTime', 'desc')
    .orderBy('keyId')
    .execute();

const shown = (row: PasswordCredentialRow, now: Date): PasswordCredential => {
  const { keyId, displayName, hint, startDateTime, endDateTime } = row;
  const expired = endDateTime <= now.toISOString();
  return { keyId, displayName, hint, startDateTime, endDateTime, expired };
};

/**
 * "New client secret": Graph's addPassword. The text is returned here and never again; the database keeps its hash.
 *
 * @throws {InvalidInput} when the description has more than 120 characters, the secret would have expired already, or the application has 20
 * @throws {NotFound} when the application does not exist
 */
export async function addPassword(
  db: Database,
  edit: ApplicationEdit,
  password: NewPassword,
  now: Date,
): Promise<AddedPassword> {
  requireTypes(password, { displayName: 'string?', endDateTime: 'date?' });
  const { displayName = '', endDateTime = twoYearsFrom(now) } = password;
  refuseFaults([nameFault(displayName), endFault(endDateTime, now)]);
  const secretText = newSecret();
  const row = {
    keyId: idsOf(db).uuid('passwordCredential'),
    displayName,
    hint: secretText.slice(0, 3),
    secretHash: hashSecret(secretText),
    startDateTime: now.toISOString(),
    endDateTime: endDateTime.toISOString(),
  };
  await changeApplication(db, edit, noSection, async (tx, { servicePrincipal: { id } }) => {
    if ((await rowsOf(tx, id)).length >= MAX_SECRETS) throw new InvalidInput([tooMany]);
    await tx
      .insertInto('passwordCredential')
      .values({ ...row, ownerId: id })
      .execute();
    return {};
  });
  return { ...shown({ ...row, ownerId: edit.servicePrincipalId }, now), secretText };
}

const noSection = () => undefined;

function twoYearsFrom(now: Date): Date {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + 2);
  return end;
}

const tooMany: Fault = {
  property: '',
  code: 'too_many',
  message: `This application has ${MAX_SECRETS} client secrets already. Delete one first.`,
};

function nameFault(displayName: string): Fault | undefined {
  if (displayName.length <= MAX_NAME) return undefined;
  const message = `A description has ${MAX_NAME} characters at most; this one has ${displayName.length}.`;
  return { property: 'displayName', code: 'too_long', message };
}

function endFault(endDateTime: Date, now: Date): Fault | undefined {
  if (endDateTime > now) return undefined;
  const message = 'A client secret must end in the future.';
  return { property: 'endDateTime', code: 'past', message };
}

/**
 * Deletes a client secret: no further token is issued for it.
 *
 * @param keyId GUID
 * @throws {InvalidInput} `unknown` when the application has no such client secret
 * @throws {NotFound} when the application does not exist
 */
export async function removePassword(
  db: Database,
  edit: ApplicationEdit,
  keyId: string,
): Promise<void> {
  requireTypes({ keyId }, { keyId: 'string' });
  await changeApplication(db, edit, noSection, async (tx, { servicePrincipal: { id } }) => {
    const { numDeletedRows } = await tx
      .deleteFrom('passwordCredential')
      .where('ownerId', '=', id)
      .where('keyId', '=', keyId.toLowerCase())
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new InvalidInput([unknown]);
    return {};
  });
}

const unknown: Fault = {
  property: 'keyId',
  code: 'unknown',
  message: 'This application has no such client secret.',
};

/**
 * Whether a client secret is one of the application's. Every stored hash is compared, each in constant time, so the time tells nothing about
 * the secrets.
 */
export async function checkPassword(
  db: Database,
  servicePrincipalId: string,
  secretText: string,
  now: Date,
): Promise<'valid' | 'expired' | 'unknown'> {
  const given = Buffer.from(hashSecret(secretText), 'hex');
  const rows = await rowsOf(db, servicePrincipalId);
  const found = rows.filter(({ secretHash }) =>
    timingSafeEqual(Buffer.from(secretHash, 'hex'), given),
  );
  if (found.length === 0) return 'unknown';
  return found.some((row) => !shown(row, now).expired) ? 'valid' : 'expired';
}
