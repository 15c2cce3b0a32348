import { Actions, Button, FieldSet, Radio } from '../../../web/components/controls.tsx';
import { Card, Facts } from '../../../web/components/surfaces.tsx';
import { type CloudName, cloudAddresses, cloudNamed, clouds } from '../../cloud/clouds.ts';
import { setCloud } from '../../directory/tenants/manage-tenants.ts';
import { findTenant } from '../../directory/tenants/tenants.ts';
import { verifiedDomains } from '../../directory/users/user-principal-name.ts';
import { AdminForm } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import type { Shell } from '../visit.ts';

const PATH = '/admin/tenant';

/** Properties of the tenant, and the cloud that it simulates. */
export function tenantProperties(routes: AdminRoutes): void {
  routes.get(PATH, 'app.read', async (visit) => {
    const { context, tenantId, cloud } = visit;
    const [tenant, domains] = await Promise.all([
      findTenant(context.db, tenantId),
      verifiedDomains(context.db, tenantId),
    ]);
    const name = tenant?.displayName ?? '';
    const mayChange = visit.may('tenant.configure');
    return visit.page((shell) => (
      <TenantPage
        shell={shell}
        tenantId={tenantId}
        name={name}
        domains={domains}
        cloud={cloud}
        mayChange={mayChange}
      />
    ));
  });

  routes.post(PATH, 'tenant.configure', async (visit) => {
    const cloud = cloudNamed(visit.form.text('cloud'));
    await setCloud(visit.context.db, visit.tenantId, cloud);
    await visit.audit({
      activity: 'Set company information',
      category: 'Policy',
      target: { type: 'Policy', id: visit.tenantId, displayName: 'Cloud' },
      modified: [
        { displayName: 'Cloud', oldValue: clouds[visit.cloud].name, newValue: clouds[cloud].name },
      ],
    });
    return visit.done(PATH, `The tenant is in the ${clouds[cloud].name} cloud.`);
  });
}

interface TenantPageProps {
  shell: Shell;
  tenantId: string;
  name: string;
  domains: readonly string[];
  cloud: CloudName;
  mayChange: boolean;
}

function TenantPage({ shell, tenantId, name, domains, cloud, mayChange }: TenantPageProps) {
  const { loginUrl, logoutUrl, identifier, metadataUrl } = cloudAddresses(cloud, tenantId);
  const { adminCenter, portal, myApps, graph } = clouds[cloud];
  return (
    <AdminPage shell={shell} section="home" title="Tenant properties">
      <Card title="Properties" id="properties">
        <Facts
          items={[
            { term: 'Name', value: name },
            { term: 'Tenant ID', value: tenantId, copy: true },
            { term: 'Verified domains', value: domains.join(', ') },
          ]}
        />
      </Card>
      <Card title="Cloud" id="cloud">
        <p>
          Tenants of the US Government cloud are separate and use other hosts. This mock always
          answers at its local address. The choice only changes the Entra address that its pages
          show next to each local one.
        </p>
        <AdminForm shell={shell} action={PATH}>
          <FieldSet legend="Cloud">
            {Object.entries(clouds).map(([value, one]) => (
              <Radio
                key={value}
                name="cloud"
                value={value}
                label={one.name}
                checked={value === cloud}
                disabled={!mayChange}
              />
            ))}
          </FieldSet>
          <Actions>
            <Button id="save" disabled={!mayChange}>
              Save
            </Button>
          </Actions>
        </AdminForm>
      </Card>
      <Card title={`As Entra shows it: ${clouds[cloud].name}`} id="printed">
        <Facts
          items={[
            { term: 'Login URL', value: loginUrl, copy: true },
            { term: 'Logout URL', value: logoutUrl, copy: true },
            { term: 'Microsoft Entra Identifier', value: identifier, copy: true },
            { term: 'Federation metadata', value: metadataUrl, copy: true },
            { term: 'Admin center', value: `https://${adminCenter}` },
            { term: 'Azure portal', value: `https://${portal}` },
            { term: 'My Apps', value: `https://${myApps}` },
            { term: 'Microsoft Graph', value: `https://${graph}` },
          ]}
        />
      </Card>
    </AdminPage>
  );
}
