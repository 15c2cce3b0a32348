import { indexKey } from '../../store/index-key.ts';
import type { Database } from '../database/tables.ts';
import { emailKey } from './email-address.ts';

/** What an employee is found by. */
export interface EmployeeNames {
  readonly companyId: string;
  readonly employeeId: string;
  /** The NameID of a sign-in is one of these; unique in a company, whichever of the two it is, or one person could sign in as another. */
  readonly userName: string;
  readonly email: string;
  /** Every e-mail address, of which several people may have the same. */
  readonly addresses: readonly string[];
}

/** Another employee of the company has this name. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';
  readonly taken: string;

  constructor(taken: string) {
    super('Another employee of this company signs in with this name.');
    this.taken = taken;
  }
}

/** The form in which an e-mail address is found. */
export const addressKey = (address: string): string => indexKey(emailKey(address));

/**
 * Gives an employee their names in place of those they had. The primary key decides, so this holds across replicas.
 *
 * @param tx a transaction, which the caller must not commit after an error
 * @throws {NameTaken} when another employee of the company has the user name or the e-mail address, as either of the two
 */
export async function nameEmployee(tx: Database, names: EmployeeNames): Promise<void> {
  const { companyId, employeeId, userName, email, addresses } = names;
  await tx.deleteFrom('employeeSignInName').where('employeeId', '=', employeeId).execute();
  await tx.deleteFrom('employeeMailAddress').where('employeeId', '=', employeeId).execute();
  for (const name of new Set([userName, email].map(emailKey).toSorted())) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('employeeSignInName')
      .values({ companyId, nameKey: name, employeeId })
      .onConflict((c) => c.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n)
      throw new NameTaken(name === emailKey(userName) ? userName : email);
  }
  const keys = [...new Set([email, ...addresses].map(addressKey))];
  await tx
    .insertInto('employeeMailAddress')
    .values(keys.map((key) => ({ companyId, addressKey: key, employeeId })))
    .execute();
}
