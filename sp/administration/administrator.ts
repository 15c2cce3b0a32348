import { randomBytes, randomUUID, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Database } from '../database/tables.ts';
import type { Clock } from '../instants.ts';
import { type Company, findCompany } from './company.ts';
import { emailKey, readEmailAddress } from './email-address.ts';
import { AdministrationError } from './errors.ts';

export interface NewAdministrator {
  readonly companyId: string;
  readonly email: string;
  readonly password: string;
}

/** 128 * N * r = 4 MiB of memory per hash, which stays with the process; the work of four times that is in p. */
const COST = { N: 2 ** 12, r: 8, p: 4 };
const hash = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

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
    ...{ id: randomUUID(), companyId, email, emailKey: emailKey(email) },
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
  const matches = await verifyPassword(password, row?.passwordHash ?? NOBODY);
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
  if (rows.length === 0) await verifyPassword(password, NOBODY); // take as long as for somebody
  const known: KnownAdministrator[] = [];
  for (const { id, passwordHash, companyId, name } of rows) {
    if (await verifyPassword(password, passwordHash))
      known.push({ id, company: { id: companyId, name } });
  }
  return known;
}

const NOBODY = `scrypt$${COST.N}$${COST.r}$${COST.p}$AAAAAAAAAAAAAAAAAAAAAA$${'A'.repeat(43)}`;

async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await hash(password, salt, 32, COST);
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = stored.split('$');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const expected = Buffer.from(key, 'base64url');
  const actual = await hash(password, Buffer.from(salt, 'base64url'), expected.length, cost);
  return timingSafeEqual(actual, expected);
}
