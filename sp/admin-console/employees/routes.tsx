import type { FastifyInstance } from 'fastify';
import { listEmployees } from '../../administration/employee-list.ts';
import { text } from '../form-fields.ts';
import type { AdminConsoleOptions } from '../options.ts';
import { frameOf } from '../sign-in/require-administrator.ts';
import { editEmployeeRoutes } from './edit-employee-routes.tsx';
import { companyOf } from './employee-request.ts';
import { EmployeesPage } from './employees-page.tsx';
import { newEmployeeRoutes } from './new-employee-routes.tsx';
import { removeEmployeeRoutes } from './remove-employee-routes.tsx';

/** The message of the list after a redirect: `?done=created`. */
const done: ReadonlyMap<string, string> = new Map(
  Object.entries({
    created: 'The employee was created.',
    saved: 'The changes were saved.',
    removed: 'The employee was removed.',
  }),
);

/** Configuration > Employees. Every query names the administrator's company, so that employees of other companies are not found. */
export async function employees(app: FastifyInstance, options: AdminConsoleOptions): Promise<void> {
  const admin = { ...options, app };
  app.get('/admin/employees', async (request, reply) => {
    const search = (text(request.query, 'search') ?? '').trim().slice(0, 200);
    const wanted = Number.parseInt(text(request.query, 'page') ?? '', 10);
    const page = Number.isSafeInteger(wanted) ? wanted : 1;
    const list = await listEmployees(options.db, { companyId: companyOf(request), search, page });
    const message = done.get(text(request.query, 'done') ?? '');
    const frame = frameOf(request, reply);
    return reply.page(<EmployeesPage frame={frame} list={list} search={search} done={message} />);
  });
  newEmployeeRoutes(admin);
  editEmployeeRoutes(admin);
  removeEmployeeRoutes(admin);
}
