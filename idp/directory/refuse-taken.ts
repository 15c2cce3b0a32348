import { type Fault, InvalidInput } from '../../input/invalid-input.ts';
import { violatedColumn } from '../../store/unique-violation.ts';
import type { DirectoryTables } from './tables.ts';

type Tables = DirectoryTables;

/** `table.column` of the directory. */
type Column = {
  [Table in keyof Tables & string]: `${Table}.${keyof Tables[Table] & string}`;
}[keyof Tables & string];

/**
 * Waits for a write, and turns a violated UNIQUE or PRIMARY KEY constraint into the fault of its property. The rules look for
 * a taken value first; this answers when another writer took it in between.
 *
 * @param taken the fault for each constraint, under the first column that the constraint names
 * @throws {InvalidInput} with the fault of the violated constraint
 */
export async function refuseTaken<Result>(
  write: Promise<Result>,
  taken: Readonly<Partial<Record<Column, Omit<Fault, 'code'>>>>,
): Promise<Result> {
  try {
    return await write;
  } catch (error) {
    const fault = taken[violatedColumn(error) as Column];
    throw fault ? new InvalidInput([{ ...fault, code: 'taken' }]) : error;
  }
}
