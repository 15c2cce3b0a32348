import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addEmployee } from '../../administration/employee.ts';
import {
  findEmployeeById,
  removeEmployee,
  updateEmployee,
} from '../../administration/employee-changes.ts';
import { listEmployees } from '../../administration/employee-list.ts';
import { AdministrationError, type AdministrationErrorCode } from '../../administration/errors.ts';
import { text } from '../form-fields.ts';
import type { AdminConsoleOptions } from '../options.ts';
import { administratorOf, frameOf } from '../sign-in/require-administrator.ts';
import { EmployeeChangedPage } from './changed-meanwhile-page.tsx';
import { checkDetails, sentDetails } from './check-employee.ts';
import { EmployeeEditPage } from './employee-page.tsx';
import { EmployeesPage } from './employees-page.tsx';
import { NewEmployeePage } from './new-employee-page.tsx';
import { RemoveEmployeePage } from './remove-employee-page.tsx';

/** What the list says after a redirect: `?done=created`. */
const done: Readonly<Record<string, string>> = {
  created: 'The employee is created.',
  saved: 'The changes are saved.',
  removed: 'The employee is removed.',
};

interface OfEmployee {
  Params: { id: string };
}

/** Configuration > Employees. Every query names the administrator's company, so that another's employee is not found. */
export async function employees(app: FastifyInstance, options: AdminConsoleOptions): Promise<void> {
  const { db, clock } = options;
  const protectedForm = { preHandler: app.csrfProtection };
  const companyOf = (request: FastifyRequest) => administratorOf(request).company.id;
  const employeeOf = (request: FastifyRequest<OfEmployee>) =>
    findEmployeeById(db, companyOf(request), request.params.id);

  app.get('/admin/employees', async (request, reply) => {
    const search = (text(request.query, 'search') ?? '').trim().slice(0, 200);
    const page = Number.parseInt(text(request.query, 'page') ?? '', 10) || 1;
    const list = await listEmployees(db, { companyId: companyOf(request), search, page });
    const said = done[text(request.query, 'done') ?? ''];
    const frame = frameOf(request, reply);
    return reply.page(<EmployeesPage frame={frame} list={list} search={search} done={said} />);
  });

  app.get('/admin/employees/new', async (request, reply) => {
    const details = { firstName: '', lastName: '', email: '' };
    return reply.page(<NewEmployeePage frame={frameOf(request, reply)} details={details} />);
  });

  app.post('/admin/employees', protectedForm, async (request, reply) => {
    const details = sentDetails(request.body);
    let errors = checkDetails(details);
    if (!errors) {
      try {
        await addEmployee(db, clock, { ...details, companyId: companyOf(request) });
        return reply.redirect('/admin/employees?done=created', 303);
      } catch (error) {
        errors = { email: messageOf(error, 'employee_exists') };
      }
    }
    const frame = frameOf(request, reply);
    return reply.page(<NewEmployeePage frame={frame} details={details} errors={errors} />, 400);
  });

  app.get<OfEmployee>('/admin/employees/:id', async (request, reply) => {
    const employee = await employeeOf(request);
    if (!employee) return reply.callNotFound();
    return reply.page(<EmployeeEditPage frame={frameOf(request, reply)} employee={employee} />);
  });

  app.post<OfEmployee>('/admin/employees/:id', protectedForm, async (request, reply) => {
    const employee = await employeeOf(request);
    if (!employee) return reply.callNotFound();
    const details = sentDetails(request.body);
    const version = sentVersion(request);
    let errors = checkDetails(details);
    if (!errors) {
      try {
        await updateEmployee(db, { ...employee, version }, details);
        return reply.redirect('/admin/employees?done=saved', 303);
      } catch (error) {
        if (isChangedMeanwhile(error)) {
          const saved = await employeeOf(request);
          if (!saved) return reply.callNotFound();
          const both = { saved, yours: details };
          return reply.page(<EmployeeChangedPage frame={frameOf(request, reply)} {...both} />, 409);
        }
        errors = { email: messageOf(error, 'employee_exists') };
      }
    }
    const props = { frame: frameOf(request, reply), employee, details, version, errors };
    return reply.page(<EmployeeEditPage {...props} />, 400);
  });

  app.get<OfEmployee>('/admin/employees/:id/remove', async (request, reply) => {
    const employee = await employeeOf(request);
    if (!employee) return reply.callNotFound();
    return reply.page(<RemoveEmployeePage frame={frameOf(request, reply)} employee={employee} />);
  });

  app.post<OfEmployee>('/admin/employees/:id/remove', protectedForm, async (request, reply) => {
    const employee = await employeeOf(request);
    if (!employee) return reply.callNotFound();
    try {
      await removeEmployee(db, { ...employee, version: sentVersion(request) });
      return reply.redirect('/admin/employees?done=removed', 303);
    } catch (error) {
      if (!isChangedMeanwhile(error)) throw error;
      const props = { frame: frameOf(request, reply), employee, changedMeanwhile: true };
      return reply.page(<RemoveEmployeePage {...props} />, 409);
    }
  });
}

/** The version in the form; one that is missing or no number matches none. */
function sentVersion(request: FastifyRequest): number {
  const version = text(request.body, 'version') ?? '';
  return /^\d{1,9}$/.test(version) ? Number(version) : -1;
}

function isChangedMeanwhile(error: unknown): boolean {
  return error instanceof AdministrationError && error.code === 'changed_meanwhile';
}

/** The sentence of an expected error; any other goes on. */
function messageOf(error: unknown, expected: AdministrationErrorCode): string {
  if (error instanceof AdministrationError && error.code === expected) return error.message;
  throw error;
}
