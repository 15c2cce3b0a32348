import { StaleVersion } from '../../../../../input/stale-version.ts';
import { Button } from '../../../../../web/components/controls.tsx';
import { setGroupClaims } from '../../../../directory/applications/group-claims-settings.ts';
import { groupClaimsOf } from '../../../../directory/applications/stored-group-claims.ts';
import { tagOf } from '../../../../directory/stale-version.ts';
import { groupClaimNameOf } from '../../../../response/group-claims.ts';
import { AdminForm } from '../../../admin-form.tsx';
import type { Shell } from '../../../visit.ts';
import type { ApplicationRoutes, ApplicationVisit } from '../../application-routes.ts';
import { saveSection } from '../../save-section.tsx';
import {
  groupClaimsFields,
  groupClaimsFormOf,
  groupClaimsLabels,
  groupClaimsValues,
  readGroupClaims,
  tickFaults,
} from './form.ts';
import { GroupClaimsPage } from './page.tsx';

const pageBelow = (claimsPage: string) => `${claimsPage}/groups`;

/** @param claimsPage of "Attributes & Claims", to which it leads back */
export function groupClaims(routes: ApplicationRoutes, claimsPage: string): void {
  const page = pageBelow(claimsPage);
  const at = { page, back: claimsPage };
  routes.get(page, (visit) => {
    const form = groupClaimsFormOf(groupClaimsOf(visit.app));
    return visit.page((shell) => (
      <GroupClaimsPage {...at} shell={shell} visit={visit} form={form} />
    ));
  });
  routes.post(page, 'app.configure', (visit) => {
    const form = readGroupClaims(visit.form);
    const show = (faults: Parameters<typeof GroupClaimsPage>[0]['faults']) =>
      visit.page(
        (shell) => (
          <GroupClaimsPage {...at} shell={shell} visit={visit} form={form} faults={faults} />
        ),
        422,
      );
    const missing = tickFaults(form);
    if (missing.length > 0) return show(missing);
    return saveSection(visit, {
      subject: 'Group Claims',
      address: visit.path(page),
      next: visit.path(claimsPage),
      labels: groupClaimsLabels,
      section: (app) => groupClaimsFormOf(groupClaimsOf(app)),
      version: (app) => tagOf(groupClaimsOf(app)),
      typed: form,
      save: (edit) => setGroupClaims(visit.context.db, edit, groupClaimsValues(form)),
      fields: groupClaimsFields,
      activity: 'Update application',
      show,
    });
  });
  routes.post(`${page}/delete`, 'app.configure', async (visit) => {
    const { context, id, tenantId } = visit;
    const before = groupClaimsOf(visit.app);
    const edit = { tenantId, servicePrincipalId: id, tag: visit.form.version() };
    try {
      await setGroupClaims(context.db, edit, { groupMembershipClaims: 'None' });
    } catch (error) {
      if (!(error instanceof StaleVersion)) throw error;
      return visit.done(visit.path(claimsPage), {
        tone: 'warning',
        text: 'Another user changed the group claim in the meantime, so it was not deleted. Check it again.',
      });
    }
    await visit.auditApplication('Update application', [
      { displayName: 'GroupMembershipClaims', oldValue: before.groupMembershipClaims },
    ]);
    return visit.done(visit.path(claimsPage), 'The group claim was deleted.');
  });
}

/** Address of the panel; undefined when the application has a group claim, which is in the table then. */
export function newGroupClaimAddress(
  visit: ApplicationVisit,
  claimsPage: string,
): string | undefined {
  const isNone = groupClaimsOf(visit.app).groupMembershipClaims === 'None';
  return isNone ? visit.path(pageBelow(claimsPage)) : undefined;
}

/** The group claim as a row of "Additional claims": its name, its value as Entra prints it, and the command; none without a group claim. */
export function groupClaimRows(shell: Shell, visit: ApplicationVisit, claimsPage: string) {
  const config = groupClaimsOf(visit.app);
  if (config.groupMembershipClaims === 'None') return [];
  const page = visit.path(pageBelow(claimsPage));
  return [
    [
      <a key="name" href={page}>
        {groupClaimNameOf(config)}
      </a>,
      `user.groups [${config.groupMembershipClaims}]`,
      visit.denial('app.configure') === undefined && (
        <AdminForm shell={shell} action={`${page}/delete`} version={tagOf(config)} inline>
          <Button appearance="link" aria-label="Delete the group claim">
            Delete
          </Button>
        </AdminForm>
      ),
    ],
  ];
}
