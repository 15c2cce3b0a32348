import { removeEmployee } from '../../administration/employee-changes.ts';
import type { AdminConsole } from '../options.ts';
import { frameOf } from '../sign-in/require-administrator.ts';
import { employeeOf, isChangedMeanwhile, type OfEmployee, sentVersion } from './of-employee.ts';
import { RemoveEmployeePage } from './remove-employee-page.tsx';

/** Removing an employee: asked, then done, unless a colleague has changed the employee since. */
export function removeEmployeeRoutes(admin: AdminConsole): void {
  const { app, db } = admin;
  const path = '/admin/employees/:id/remove';

  app.get<OfEmployee>(path, async (request, reply) => {
    const employee = await employeeOf(admin, request);
    if (!employee) return reply.callNotFound();
    return reply.page(<RemoveEmployeePage frame={frameOf(request, reply)} employee={employee} />);
  });

  app.post<OfEmployee>(path, { preHandler: app.csrfProtection }, async (request, reply) => {
    const employee = await employeeOf(admin, request);
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
