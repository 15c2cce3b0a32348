import { requireTypes } from '../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../input/invalid-input.ts';
import {
  hashPassword,
  isOutdated,
  nobodysHash,
  passwordMatches,
} from '../../passwords/password-hash.ts';
import type { Clock } from '../../store/clock.ts';
import { ignoreStoreError } from '../../store/errors.ts';
import { idsOf } from '../../store/ids.ts';
import type { Database } from '../database/tables.ts';
import { type Company, requireCompany } from './company.ts';
import { emailFault, emailKey } from './email-address.ts';

export interface NewAdministrator {
  readonly companyId: string;
  /** Compared without regard to case. */
  readonly email: string;
  /** 8 to 256 characters. */
  readonly password: string;
}

const types = { companyId: 'string', email: 'string', password: 'string' } as const;

/**
 * Adds an administrator to a company.
 *
 * @throws {NotFound} when there is no such company
 * @throws {InvalidInput} when `email` is `required`, `malformed` or `taken` in this company, or `password` is `out_of_range`
 */
export async function addAdministrator(
  db: Database,
  clock: Clock,
  administrator: NewAdministrator,
): Promise<{ id: string }> {
  requireTypes(administrator, types);
  const { companyId, password } = administrator;
  const email = administrator.email.trim();
  await requireCompany(db, companyId);
  refuseFaults([
    emailFault(email) ?? ((await findHash(db, companyId, email)) ? taken : undefined),
    passwordFault(password),
  ]);
  const row = {
    id: idsOf(db).uuid('administrator'),
    companyId,
    email,
    emailKey: emailKey(email),
    passwordHash: await hashPassword(password),
    createdAt: clock().toISOString(),
  };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('administrator')
    .values(row)
    .onConflict((c) => c.columns(['companyId', 'emailKey']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new InvalidInput([taken]);
  return { id: row.id };
}

const taken: Fault = {
  property: 'email',
  code: 'taken',
  message: 'There is already an administrator with this e-mail address.',
};

function passwordFault({ length }: string): Fault | undefined {
  if (length >= 8 && length <= 256) return undefined;
  const message = 'A password has 8 to 256 characters.';
  return { property: 'password', code: 'out_of_range', message };
}

async function findHash(
  db: Database,
  companyId: string,
  email: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('administrator')
    .select('passwordHash')
    .where('companyId', '=', companyId)
    .where('emailKey', '=', emailKey(email))
    .executeTakeFirst();
  return row?.passwordHash;
}

/**
 * True when `password` is that of the company's administrator `email`; takes as long for an unknown administrator.
 *
 * @throws {InvalidInput} when a property is not a string
 */
export async function isAdministrator(
  db: Database,
  administrator: NewAdministrator,
): Promise<boolean> {
  requireTypes(administrator, types);
  const { companyId, email, password } = administrator;
  const hash = await findHash(db, companyId, email);
  const matches = await passwordMatches(password, hash ?? nobodysHash);
  return hash !== undefined && matches;
}

/** An administrator and the company they administer. */
export interface KnownAdministrator {
  readonly id: string;
  readonly company: Company;
}

/**
 * The administrators with this e-mail address and password, one for each company; an empty list for a wrong password. Looks at
 * five companies at most, as each costs a hash.
 */
export async function findAdministrators(
  db: Database,
  email: string,
  password: string,
): Promise<KnownAdministrator[]> {
  const rows = await db
    .selectFrom('administrator')
    .innerJoin('company', 'company.id', 'administrator.companyId')
    .select(['administrator.id', 'passwordHash', 'companyId', 'company.name'])
    .where('emailKey', '=', emailKey(email))
    .orderBy('company.name')
    .limit(5)
    .execute();
  if (rows.length === 0) await passwordMatches(password, nobodysHash); // take as long as for a known address
  const known: KnownAdministrator[] = [];
  for (const { id, passwordHash, companyId, name } of rows) {
    if (!(await passwordMatches(password, passwordHash))) continue;
    known.push({ id, company: { id: companyId, name } });
    if (isOutdated(passwordHash)) await rehash(db, id, password).catch(ignoreStoreError);
  }
  return known;
}

async function rehash(db: Database, id: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await db.updateTable('administrator').set({ passwordHash }).where('id', '=', id).execute();
}
