import { Actions, Button, Checkbox, FieldSet, Radio } from '../../../web/components/controls.tsx';
import { Card, Facts } from '../../../web/components/surfaces.tsx';
import { type CloudName, cloudAddresses, cloudNamed, clouds } from '../../cloud/clouds.ts';
import { setCloud } from '../../directory/tenants/manage-tenants.ts';
import {
  type RequestChecks,
  requestChecksOf,
  setRequestChecks,
} from '../../directory/tenants/request-checks.ts';
import { findTenant } from '../../directory/tenants/tenants.ts';
import { verifiedDomains } from '../../directory/users/user-principal-name.ts';
import { AdminForm } from '../admin-form.tsx';
import { AdminPage } from '../admin-page.tsx';
import type { AdminRoutes } from '../admin-routes.ts';
import type { Shell } from '../visit.ts';
import { LogoutMessages, logoutForm } from './logout-messages.tsx';

const PATH = '/admin/tenant';

/** Properties of the tenant, the cloud that it simulates, and how it answers requests. */
export function tenantProperties(routes: AdminRoutes): void {
  requestChecksForm(routes);
  addressesForm(routes);
  logoutForm(routes, PATH);
  routes.get(PATH, 'app.read', async (visit) => {
    const { context, tenantId, cloud } = visit;
    const [tenant, domains, checks] = await Promise.all([
      findTenant(context.db, tenantId),
      verifiedDomains(context.db, tenantId),
      requestChecksOf(context.db, tenantId),
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
        checks={checks}
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

/** The switches for what Entra does in some tenants and not in others. */
function requestChecksForm(routes: AdminRoutes): void {
  routes.post(`${PATH}/requests`, 'tenant.configure', async (visit) => {
    const { context, tenantId, form } = visit;
    const before = await requestChecksOf(context.db, tenantId);
    const checks: RequestChecks = {
      ...before,
      unknownIssuerCode: form.text('unknownIssuerCode') === '650056' ? 650056 : 700016,
      checksDestination: form.has('checksDestination'),
      checksIssueInstant: form.has('checksIssueInstant'),
    };
    await setRequestChecks(context.db, tenantId, checks);
    await visit.audit({
      activity: 'Set company information',
      category: 'Policy',
      target: { type: 'Policy', id: tenantId, displayName: 'Requests' },
      modified: Object.entries(checks).map(([name, value]) => ({
        displayName: name,
        oldValue: String(before[name as keyof RequestChecks]),
        newValue: String(value),
      })),
    });
    return visit.done(PATH, 'The answers to requests are saved.');
  });
}

/** The switch for addresses that Entra refuses. */
function addressesForm(routes: AdminRoutes): void {
  routes.post(`${PATH}/addresses`, 'tenant.configure', async (visit) => {
    const { context, tenantId, form } = visit;
    const before = await requestChecksOf(context.db, tenantId);
    const allowsPlainHttp = form.has('allowsPlainHttp');
    await setRequestChecks(context.db, tenantId, { allowsPlainHttp });
    await visit.audit({
      activity: 'Set company information',
      category: 'Policy',
      target: { type: 'Policy', id: tenantId, displayName: 'Addresses' },
      modified: [
        {
          displayName: 'allowsPlainHttp',
          oldValue: String(before.allowsPlainHttp),
          newValue: String(allowsPlainHttp),
        },
      ],
    });
    const then = allowsPlainHttp
      ? 'Addresses with http are allowed. Entra would refuse them.'
      : 'Addresses with http are allowed for this machine only, as in Entra.';
    return visit.done(PATH, then);
  });
}

interface TenantPageProps {
  shell: Shell;
  tenantId: string;
  name: string;
  domains: readonly string[];
  cloud: CloudName;
  checks: RequestChecks;
  mayChange: boolean;
}

function TenantPage(props: TenantPageProps) {
  const { shell, tenantId, name, domains, cloud, mayChange } = props;
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
      <Requests {...props} />
      <LogoutMessages {...props} path={PATH} loginHost={clouds[cloud].login} />
      <Addresses {...props} />
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

function Requests({ shell, checks, mayChange }: TenantPageProps) {
  const codes = [
    { code: 700016, label: 'AADSTS700016: names the Issuer and the directory' },
    { code: 650056, label: 'AADSTS650056: "Misconfigured application", met for the same mistake' },
  ];
  return (
    <Card title="Requests" id="requests">
      <p>
        Entra has been seen to do either of these with an AuthnRequest. The first choice and no tick
        are what it does as a rule.
      </p>
      <AdminForm shell={shell} action={`${PATH}/requests`}>
        <FieldSet legend="An Issuer that no application has">
          {codes.map(({ code, label }) => (
            <Radio
              key={code}
              name="unknownIssuerCode"
              value={String(code)}
              label={label}
              checked={checks.unknownIssuerCode === code}
              disabled={!mayChange}
            />
          ))}
        </FieldSet>
        <Checkbox
          name="checksDestination"
          label="Refuse an unexpected Destination (AADSTS75008)"
          hint="It must be the address that the request is sent to."
          checked={checks.checksDestination}
          disabled={!mayChange}
        />
        <Checkbox
          name="checksIssueInstant"
          label="Refuse an old IssueInstant (AADSTS76026, AADSTS50071)"
          hint="It must not be more than ten minutes ago."
          checked={checks.checksIssueInstant}
          disabled={!mayChange}
        />
        <Actions>
          <Button id="saveRequests" disabled={!mayChange}>
            Save
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}

function Addresses({ shell, checks, mayChange }: TenantPageProps) {
  return (
    <Card title="Addresses of applications" id="addresses">
      <p>
        Entra takes Reply URLs, Sign on URLs and Logout URLs with https, and with http for localhost
        only. A service provider in a container is often reached by http under the container's name.
      </p>
      <AdminForm shell={shell} action={`${PATH}/addresses`}>
        <Checkbox
          name="allowsPlainHttp"
          label="Allow http on other hosts"
          hint="Entra would refuse such an address, and the page of the application says so."
          checked={checks.allowsPlainHttp}
          disabled={!mayChange}
        />
        <Actions>
          <Button id="saveAddresses" disabled={!mayChange}>
            Save
          </Button>
        </Actions>
      </AdminForm>
    </Card>
  );
}
