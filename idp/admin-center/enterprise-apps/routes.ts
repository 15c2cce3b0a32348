import { provisioning } from '../../provisioning/admin/routes.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { addApplicationPages } from './add-application.tsx';
import { addAssignment } from './add-assignment.tsx';
import { apiPermissions } from './api-permissions/routes.tsx';
import { appRoles } from './app-roles/routes.tsx';
import { applicationRoutes } from './application-routes.ts';
import { deletion } from './delete-application.tsx';
import { gallery } from './gallery.tsx';
import { applicationList } from './list.tsx';
import { overview } from './overview.tsx';
import { owners } from './owners.tsx';
import { properties } from './properties.tsx';
import { secrets } from './secrets/routes.tsx';
import { singleSignOnPages } from './single-sign-on/routes.ts';
import { tokenEncryption } from './token-encryption/routes.tsx';
import { usersAndGroups } from './users-and-groups.tsx';

/** Enterprise apps: the list, adding one, and the pages of each. */
export function enterpriseApps(routes: AdminRoutes): void {
  applicationList(routes);
  gallery(routes);
  addApplicationPages(routes);

  const pages = applicationRoutes(routes);
  overview(pages);
  properties(pages);
  deletion(pages);
  owners(pages);
  usersAndGroups(pages);
  addAssignment(pages);
  appRoles(pages);
  singleSignOnPages(pages);
  provisioning(pages);
  secrets(pages);
  apiPermissions(pages);
  tokenEncryption(pages);
}
