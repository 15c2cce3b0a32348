import { Badge } from '../../../web/components/badge.tsx';
import { Actions, Button, LinkButton } from '../../../web/components/controls.tsx';
import { Field } from '../../../web/components/field.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { Table } from '../../../web/components/table.tsx';
import type { Domain } from '../../directory/domains/domains.ts';
import { AdminForm, faultOf } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { FieldFault } from '../field-faults.ts';
import type { Shell } from '../visit.ts';

export const domainsPath = '/admin/domains';
export const domainAddress = (name: string): string => `${domainsPath}/${name}`;

interface DomainsPageProps {
  shell: Shell;
  domains: readonly Domain[];
  mayManage: boolean;
}

/** "Domain names": the verified domains of the tenant. */
export function DomainsPage({ shell, domains, mayManage }: DomainsPageProps) {
  return (
    <AdminPage
      shell={shell}
      section="domains"
      title="Domain names"
      lead="User principal names end in one of these domains."
      action={
        mayManage && (
          <LinkButton href={`${domainsPath}/new`} appearance="primary" id="addDomain">
            Add custom domain
          </LinkButton>
        )
      }
    >
      <Table
        caption="Domain names"
        columns={['Name', 'Status', 'Federated']}
        rows={domains.map(({ id, isInitial, authenticationType }) => [
          <a key="name" href={domainAddress(id)}>
            {id}
          </a>,
          isInitial ? 'Verified, initial domain' : 'Verified',
          authenticationType === 'Federated' ? <Badge tone="info">Yes</Badge> : 'No',
        ])}
      />
    </AdminPage>
  );
}

interface NewDomainPageProps {
  shell: Shell;
  name: string;
  faults?: readonly FieldFault[] | undefined;
}

/** "Add custom domain" */
export function NewDomainPage({ shell, name, faults }: NewDomainPageProps) {
  return (
    <AdminPage
      shell={shell}
      section="domains"
      title="Custom domain name"
      trail={[{ href: domainsPath, title: 'Domain names' }]}
    >
      <AdminForm shell={shell} action={`${domainsPath}/new`} faults={faults} id="newDomain">
        <Card>
          <Field
            label="Custom domain name"
            name="name"
            value={name}
            error={faultOf(faults, 'name')}
            hint="Such as adatum.com. Entra asks for a DNS record; here the domain is verified at once."
            autocapitalize="none"
            spellcheck={false}
            autocomplete="off"
            required
          />
        </Card>
        <Actions>
          <Button id="add">Add domain</Button>
          <LinkButton href={domainsPath}>Cancel</LinkButton>
        </Actions>
      </AdminForm>
    </AdminPage>
  );
}
