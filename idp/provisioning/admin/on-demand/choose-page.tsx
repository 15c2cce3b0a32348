import { Actions, Button, FieldSet, Radio } from '../../../../web/components/controls.tsx';
import { Card, MessageBar } from '../../../../web/components/surfaces.tsx';
import { AdminForm } from '../../../admin-center/admin-form.tsx';
import { ApplicationPage } from '../../../admin-center/enterprise-apps/application-page.tsx';
import { SearchForm } from '../../../admin-center/search-list.tsx';
import type { Shell } from '../../../admin-center/visit.ts';
import type { Principal } from '../../../directory/applications/principals.ts';
import type { JobVisit } from '../provisioning-routes.ts';

interface PageProps {
  shell: Shell;
  visit: JobVisit;
  search: string;
  found: readonly Principal[];
  fault: string | undefined;
}

/** Which user or group is provisioned. */
export function ChoosePage({ shell, visit, search, found, fault }: PageProps) {
  const page = visit.path('provisioning/on-demand');
  return (
    <ApplicationPage
      shell={shell}
      app={visit.app}
      menu="provisioning/on-demand"
      lead="Provisions one user or group now, and shows every step with what was sent. The job need not be started."
      denial={visit.denial('app.provision')}
    >
      {fault !== undefined && (
        <MessageBar tone="error" title="Nothing was provisioned" id="faults">
          {fault}
        </MessageBar>
      )}
      <SearchForm action={page} label="Search users and groups" value={search} />
      {visit.may('app.provision') && (
        <AdminForm shell={shell} action={page}>
          <Card title="Select a user or group">
            {found.length === 0 ? (
              <p>Nobody matches.</p>
            ) : (
              <FieldSet
                legend="Users and groups"
                hint={search === '' ? 'The first ones; search for others.' : 'The first matches.'}
              >
                {found.map(({ id, displayName, detail, type }) => (
                  <Radio
                    key={id}
                    name="subject"
                    value={id}
                    label={displayName}
                    hint={type === 'Group' ? `Group: ${detail}` : detail}
                  />
                ))}
              </FieldSet>
            )}
            <Actions>
              <Button id="provision" disabled={found.length === 0}>
                Provision
              </Button>
            </Actions>
          </Card>
        </AdminForm>
      )}
    </ApplicationPage>
  );
}
