import type { ApplicationDetails, SmtpOptions } from '../../../idp/index.ts';
import { defaultPorts, type Ports } from '../../addresses/ports.ts';
import { clockSettingOf } from '../../clock/clock-setting.ts';
import type { LabClock } from '../../clock/lab-clock.ts';
import { companyEndpoints, type SiteUrls } from '../../endpoints.ts';
import { shownSmtp } from '../../outbox/smtp-options.ts';
import type { Sides } from '../../seed.ts';
import type { Settings } from '../settings.ts';
import type { TenantSettings } from '../settings-parts.ts';
import { exportApplication } from './export-application.ts';
import { exportCompanies } from './export-companies.ts';
import { exportGroups } from './export-groups.ts';
import { exportProvisioning } from './export-provisioning.ts';
import { exportUser } from './export-user.ts';
import type { LeaveOut } from './leave-out.ts';

/** A lab as settings. */
export interface ExportedSettings {
  readonly settings: Settings;
  /** What settings cannot say, one sentence each. */
  readonly leftOut: readonly string[];
}

/** A lab as settings that make the same lab, without secrets: passwords and keys of certificates are made anew. */
export async function exportSettings(
  sides: Sides,
  urls: SiteUrls,
  labClock: LabClock,
  ports: Ports,
  smtp: SmtpOptions | undefined,
): Promise<ExportedSettings> {
  const sentences = new Set<string>();
  const leaveOut = (sentence: string) => void sentences.add(sentence);
  const { directory } = sides;
  const tenants: TenantSettings[] = [];
  const companies = await exportCompanies(sides, urls);
  const at = new Map(
    companies.map(({ company, tenantId }) => [`${tenantId} ${company.application}`, company.id]),
  );
  const provisioned = {
    ...sides,
    spUrl: urls.sp,
    companies: companies.map(({ company }) => company.id),
  };
  for (const { id, domain, displayName } of await directory.listTenants()) {
    const apps = await directory.listApplications(id);
    const companyOf = (app: ApplicationDetails) =>
      at.get(`${id} ${app.servicePrincipal.displayName}`);
    const endpointsFor = (app: ApplicationDetails) => {
      const companyId = companyOf(app);
      return companyId === undefined ? undefined : companyEndpoints(urls.sp, companyId);
    };
    const groups = new Map(
      (await directory.listGroups(id)).map((group) => [group.id, group.displayName]),
    );
    const applications = await Promise.all(
      apps.map(async (app) => {
        const said = await exportApplication(directory, app, endpointsFor(app), groups, leaveOut);
        return said && { ...said, ...(await exportProvisioning(provisioned, app, leaveOut)) };
      }),
    );
    tenants.push({
      domain,
      displayName,
      id,
      ...withoutEmpty({
        ...(await tenantProperties(sides, id, domain, leaveOut)),
        users: await exportUsers(sides, id, leaveOut),
        groups: await exportGroups(sides.directory, id, leaveOut),
        applications: applications.filter((app) => app !== undefined),
        policies: await exportPolicies(sides, id, apps),
      }),
    });
  }
  const clock = clockSettingOf(labClock);
  return {
    settings: {
      ...chosenPorts(ports),
      ...(clock !== undefined && { clock }),
      ...(smtp && { smtp: exportSmtp(smtp, leaveOut) }),
      tenants,
      peakon: { companies: companies.map(({ company }) => company) },
    },
    leftOut: [...sentences].toSorted(),
  };
}

function exportSmtp({ url, from }: SmtpOptions, leaveOut: LeaveOut): NonNullable<Settings['smtp']> {
  const { username, password } = new URL(url);
  if (username || password) leaveOut('User name and password of the SMTP server must be added.');
  return { url: shownSmtp({ url }), ...(from !== undefined && { from }) };
}

/** Those that were chosen: neither any free one, nor the usual one. */
function chosenPorts(ports: Ports): Pick<Settings, 'ports'> {
  const sites: readonly (keyof Ports)[] = ['lab', 'idp', 'sp'];
  const chosen = sites.filter((site) => ports[site] !== 0 && ports[site] !== defaultPorts[site]);
  if (chosen.length === 0) return {};
  return { ports: Object.fromEntries(chosen.map((site) => [site, ports[site]])) };
}

/** Without the lists that have no entries. */
const withoutEmpty = <Values extends object>(values: Values): Partial<Values> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  ) as Partial<Values>;

async function tenantProperties(
  { directory }: Sides,
  tenantId: string,
  initial: string,
  leaveOut: LeaveOut,
) {
  const domains = (await directory.domainsOf(tenantId)).map(({ id }) => id);
  for (const domain of domains)
    if (await directory.domainFederationOf(tenantId, domain))
      leaveOut(`The domain ${domain} is federated; settings make it a managed one.`);
  const checks = await directory.requestChecksOf(tenantId);
  return {
    domains: domains.filter((domain) => domain !== initial),
    cloud: await directory.cloudOf(tenantId),
    ...checks,
  };
}

async function exportUsers({ directory }: Sides, tenantId: string, leaveOut: LeaveOut) {
  const names = await directory.listUsers(tenantId);
  const users = await Promise.all(
    names.map(({ userPrincipalName }) => directory.findUser(tenantId, userPrincipalName)),
  );
  if (names.length === 1000)
    leaveOut('Of a tenant with more than 1,000 users, the first 1,000 are here.');
  return Promise.all(
    users
      .filter((user) => user !== undefined)
      .filter((user) => {
        if (user.homeUserId !== null) leaveOut(`The guest ${user.mail} must be invited again.`);
        return user.homeUserId === null;
      })
      .map((user) => exportUser(directory, user, leaveOut)),
  );
}

async function exportPolicies(
  { directory }: Sides,
  tenantId: string,
  applications: readonly ApplicationDetails[],
) {
  const users = new Map(
    (await directory.listUsers(tenantId)).map((user) => [user.id, user.userPrincipalName]),
  );
  const groups = new Map(
    (await directory.listGroups(tenantId)).map((group) => [group.id, group.displayName]),
  );
  const apps = new Map(applications.map(({ servicePrincipal: one }) => [one.id, one.displayName]));
  const named = (ids: readonly string[], names: ReadonlyMap<string, string>) =>
    ids.map((id) => names.get(id)).filter((name) => name !== undefined);
  return (await directory.listPolicies(tenantId)).map((policy) => {
    const { conditions: c, displayName, state, grantControl } = policy;
    const { authenticationStrength, signInFrequency } = policy;
    const isSelected = c.includeUsers === 'selected';
    return {
      displayName,
      state,
      includeUsers: c.includeUsers === 'selected' ? named(c.includeUserIds, users) : c.includeUsers,
      ...(isSelected && { includeGroups: named(c.includeGroupIds, groups) }),
      excludeUsers: named(c.excludeUserIds, users),
      excludeGroups: named(c.excludeGroupIds, groups),
      includeApplications:
        c.includeApplications === 'all' ? ('all' as const) : named(c.servicePrincipalIds, apps),
      ...(grantControl !== undefined && { grantControl }),
      ...(authenticationStrength !== undefined && { authenticationStrength }),
      ...(signInFrequency !== undefined && { signInFrequency }),
    };
  });
}
