import { randomUUID } from 'node:crypto';
import { hashPassword, nobodysHash, passwordMatches } from '../../passwords/password-hash.ts';
import type { Clock } from '../../store/clock.ts';
import type { Database } from '../database/tables.ts';
import { type Company, findCompany } from './company.ts';
import { emailKey, readEmailAddress } from './email-address.ts';
import { AdministrationError } from './errors.ts';

export interface NewAdministrator {
  readonly companyId: string;
  readonly email: string;
  readonly password: string;
}

/** @throws {AdministrationError} `bad_email`, `weak_password`, `no_such_company`, `administrator_exists` */
export async function addAdministrator(
  db: Database,
  clock: Clock,
  administrator: NewAdministrator,
): Promise<{ id: string }> {
  const { companyId, password } = administrator;
  const email = readEmailAddress(administrator.email);
  if (password.length < 8 || password.length > 256) throw new AdministrationError('weak_password');
  if (!(await findCompany(db, companyId))) throw new AdministrationError('no_such_company');
  const row = {
    id: randomUUID(),
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
  if (numInsertedOrUpdatedRows !== 1n) throw new AdministrationError('administrator_exists');
  return { id: row.id };
}

/** True when `password` is that of the company's administrator `email`; takes as long when there is none. */
export async function isAdministrator(
  db: Database,
  { companyId, email, password }: NewAdministrator,
): Promise<boolean> {
  const row = await db
    .selectFrom('administrator')
    .select('passwordHash')
    .where('companyId', '=', companyId)
    .where('emailKey', '=', emailKey(email))
    .executeTakeFirst();
  const matches = await passwordMatches(password, row?.passwordHash ?? nobodysHash);
  return row !== undefined && matches;
}

/** An administrator and the company they administer. */
export interface KnownAdministrator {
  readonly id: string;
  readonly company: Company;
}

/**
 * The administrators with this e-mail address and password, one for each company; none when the password is wrong. At most
 * five companies are looked at, as each costs a hash.
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
  if (rows.length === 0) await passwordMatches(password, nobodysHash); // take as long as for somebody
  const known: KnownAdministrator[] = [];
  for (const { id, passwordHash, companyId, name } of rows) {
    if (await passwordMatches(password, passwordHash))
      known.push({ id, company: { id: companyId, name } });
  }
  return known;
}
