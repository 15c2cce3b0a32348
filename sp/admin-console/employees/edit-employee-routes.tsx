import { updateEmployee } from '../../administration/employee-changes.ts';
import type { AdminConsole } from '../options.ts';
import { frameOf } from '../sign-in/require-administrator.ts';
import { EmployeeChangedPage } from './changed-meanwhile-page.tsx';
import { checkDetails, sentDetails } from './check-employee.ts';
import { EmployeeEditPage } from './employee-page.tsx';
import {
  employeeOf,
  isChangedMeanwhile,
  messageOf,
  type OfEmployee,
  sentVersion,
} from './of-employee.ts';

/** The form of an employee, with what a colleague changed meanwhile. */
export function editEmployeeRoutes(admin: AdminConsole): void {
  const { app, db } = admin;
  const protectedForm = { preHandler: app.csrfProtection };

  app.get<OfEmployee>('/admin/employees/:id', async (request, reply) => {
    const employee = await employeeOf(admin, request);
    if (!employee) return reply.callNotFound();
    return reply.page(<EmployeeEditPage frame={frameOf(request, reply)} employee={employee} />);
  });

  app.post<OfEmployee>('/admin/employees/:id', protectedForm, async (request, reply) => {
    const employee = await employeeOf(admin, request);
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
          const saved = await employeeOf(admin, request);
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
}
