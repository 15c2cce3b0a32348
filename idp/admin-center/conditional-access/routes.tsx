import { isAboutApplication } from '../../conditional-access/policy.ts';
import { findApplication } from '../../directory/applications/application-details.ts';
import { listPolicies, readPolicy } from '../../directory/policies/policies.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { AdminError } from '../errors.ts';
import { managePolicy } from './manage-policy.tsx';
import { PolicyList } from './policy-list.tsx';
import { policiesPath } from './policy-page.tsx';

/** `/admin/conditional-access` */
export function conditionalAccessPolicies(routes: AdminRoutes): void {
  routes.get(policiesPath, 'policy.read', async (visit) => {
    const { tenantId, context } = visit;
    const application = visit.query('application');
    const [rows, found] = await Promise.all([
      listPolicies(context.db, tenantId),
      findApplication(context.db, tenantId, { id: application }),
    ]);
    const app = found?.servicePrincipal;
    if (application !== '' && !app)
      throw new AdminError('object_gone', 'This tenant has no such enterprise application.');
    const policies = rows
      .map(readPolicy)
      .filter(({ conditions }) => !app || isAboutApplication(conditions, app.id));
    const mayManage = visit.may('policy.manage');
    return visit.page((shell) => (
      <PolicyList shell={shell} policies={policies} mayManage={mayManage} app={app} />
    ));
  });
  managePolicy(routes);
}
