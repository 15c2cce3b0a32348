import { addEmployee } from '../../administration/employee.ts';
import type { AdminConsole } from '../options.ts';
import { frameOf } from '../sign-in/require-administrator.ts';
import { checkDetails, sentDetails } from './check-employee.ts';
import { NewEmployeePage } from './new-employee-page.tsx';
import { companyOf, messageOf } from './of-employee.ts';

/** The form for a new employee. */
export function newEmployeeRoutes({ app, db, clock }: AdminConsole): void {
  app.get('/admin/employees/new', async (request, reply) => {
    const details = { firstName: '', lastName: '', email: '' };
    return reply.page(<NewEmployeePage frame={frameOf(request, reply)} details={details} />);
  });

  app.post('/admin/employees', { preHandler: app.csrfProtection }, async (request, reply) => {
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
}
