import { addEmployee } from '../../administration/employee.ts';
import { faultMessages } from '../fault-messages.ts';
import type { AdminConsole } from '../options.ts';
import { frameOf } from '../sign-in/require-administrator.ts';
import { companyOf, sentDetails } from './employee-request.ts';
import { NewEmployeePage } from './new-employee-page.tsx';

/** The form to add an employee. */
export function newEmployeeRoutes({ app, db, clock }: AdminConsole): void {
  app.get('/admin/employees/new', async (request, reply) => {
    const details = { firstName: '', lastName: '', email: '' };
    return reply.page(<NewEmployeePage frame={frameOf(request, reply)} details={details} />);
  });

  app.post('/admin/employees', { preHandler: app.csrfProtection }, async (request, reply) => {
    const details = sentDetails(request.body);
    try {
      await addEmployee(db, clock, { ...details, companyId: companyOf(request) });
      return reply.redirect('/admin/employees?done=created', 303);
    } catch (error) {
      const props = { frame: frameOf(request, reply), details, errors: faultMessages(error) };
      return reply.page(<NewEmployeePage {...props} />, 400);
    }
  });
}
