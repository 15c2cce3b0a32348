import { StaleVersion } from '../../../input/stale-version.ts';
import { removeEmployee } from '../../administration/employee-changes.ts';
import type { AdminConsole } from '../options.ts';
import { frameOf } from '../sign-in/require-administrator.ts';
import { type EmployeeRoute, employeeOf, sentVersion } from './employee-request.ts';
import { RemoveEmployeePage } from './remove-employee-page.tsx';

/** Removes an employee after a confirmation, unless a colleague has changed the employee since it was shown. */
export function removeEmployeeRoutes(admin: AdminConsole): void {
  const { app, db } = admin;
  const path = '/admin/employees/:id/remove';

  app.get<EmployeeRoute>(path, async (request, reply) => {
    const employee = await employeeOf(admin, request);
    if (!employee) return reply.callNotFound();
    return reply.page(<RemoveEmployeePage frame={frameOf(request, reply)} employee={employee} />);
  });

  app.post<EmployeeRoute>(path, { preHandler: app.csrfProtection }, async (request, reply) => {
    const employee = await employeeOf(admin, request);
    if (!employee) return reply.callNotFound();
    const { id, companyId } = employee;
    try {
      await removeEmployee(db, { id, companyId, version: sentVersion(request) });
      return reply.redirect('/admin/employees?done=removed', 303);
    } catch (error) {
      if (!(error instanceof StaleVersion)) throw error;
      const props = { frame: frameOf(request, reply), employee, isStale: true };
      return reply.page(<RemoveEmployeePage {...props} />, 409);
    }
  });
}
