import type { FastifyRequest } from 'fastify';
import { type EmployeeRecord, findEmployeeById } from '../../administration/employee-changes.ts';
import type { EmployeeDetails } from '../../administration/employee-details.ts';
import { text } from '../form-fields.ts';
import type { AdminConsole } from '../options.ts';
import { administratorOf } from '../sign-in/require-administrator.ts';

export interface EmployeeRoute {
  Params: { id: string };
}

/** Id of the administrator's company. */
export const companyOf = (request: FastifyRequest): string => administratorOf(request).company.id;

/** The employee of the URL, if the administrator's company has one with this id. */
export const employeeOf = (
  { db }: AdminConsole,
  request: FastifyRequest<EmployeeRoute>,
): Promise<EmployeeRecord | undefined> =>
  findEmployeeById(db, companyOf(request), request.params.id);

/** The details as typed. */
export function sentDetails(body: unknown): EmployeeDetails {
  const field = (name: keyof EmployeeDetails) => text(body, name) ?? '';
  return { firstName: field('firstName'), lastName: field('lastName'), email: field('email') };
}

/** The version in the form; a missing or malformed one matches no employee. */
export function sentVersion(request: FastifyRequest): number {
  const version = text(request.body, 'version') ?? '';
  return /^\d{1,9}$/.test(version) ? Number(version) : -1;
}
