import type { FastifyRequest } from 'fastify';
import { type EmployeeRecord, findEmployeeById } from '../../administration/employee-changes.ts';
import { AdministrationError, type AdministrationErrorCode } from '../../administration/errors.ts';
import { text } from '../form-fields.ts';
import type { AdminConsole } from '../options.ts';
import { administratorOf } from '../sign-in/require-administrator.ts';

export interface OfEmployee {
  Params: { id: string };
}

/** Id of the administrator's company. */
export const companyOf = (request: FastifyRequest): string => administratorOf(request).company.id;

/** The employee of the address, if the administrator's company has such a one. */
export const employeeOf = (
  { db }: AdminConsole,
  request: FastifyRequest<OfEmployee>,
): Promise<EmployeeRecord | undefined> =>
  findEmployeeById(db, companyOf(request), request.params.id);

/** The version in the form; one that is missing or no number matches none. */
export function sentVersion(request: FastifyRequest): number {
  const version = text(request.body, 'version') ?? '';
  return /^\d{1,9}$/.test(version) ? Number(version) : -1;
}

/** Whether a colleague was faster. */
export function isChangedMeanwhile(error: unknown): boolean {
  return error instanceof AdministrationError && error.code === 'changed_meanwhile';
}

/** The sentence of an expected error; any other goes on. */
export function messageOf(error: unknown, expected: AdministrationErrorCode): string {
  if (error instanceof AdministrationError && error.code === expected) return error.message;
  throw error;
}
