import { InvalidInput } from '../../../input/invalid-input.ts';
import { tenant as tutorialTenant } from '../../tutorial.ts';
import type { Path } from '../faults.ts';
import { items } from '../items.ts';
import type { TenantSettings } from '../settings-parts.ts';
import { applyApplication } from './applications.ts';
import { applyClaims } from './claims.ts';
import { applyDirectoryExtensions } from './extension-properties.ts';
import { applyGroup, applyMemberGroups } from './groups.ts';
import { applyPolicy } from './policies.ts';
import type { Run } from './run.ts';
import { stableGuid } from './stable-guid.ts';
import { tenantRun } from './tenant-run.ts';
import { applyManager, applyUser } from './users.ts';

/** The names of applications that sign people in at a company of Peakon, with the company. */
type Companies = ReadonlyMap<string, string>;

/** Creates a tenant, unless it exists, with everything that the settings say of it. */
export async function applyTenant(
  run: Run,
  settings: TenantSettings,
  path: Path,
  companies: Companies,
): Promise<void> {
  const tenantId = await findOrCreate(run, settings, path);
  if (tenantId === undefined) return;
  const { directory } = run.sides;
  await applyDomains(run, tenantId, settings, path);
  const { cloud, unknownIssuerCode, checksDestination, checksIssueInstant } = settings;
  const { allowsPlainHttp, logoutResponseIssuer, logoutQueryEscapes, logoutNameId } = settings;
  if (cloud !== undefined) await run.attempt(path, () => directory.setCloud(tenantId, cloud));
  await run.attempt(path, () =>
    directory.setRequestChecks(tenantId, {
      ...(unknownIssuerCode !== undefined && { unknownIssuerCode }),
      ...(checksDestination !== undefined && { checksDestination }),
      ...(checksIssueInstant !== undefined && { checksIssueInstant }),
      ...(allowsPlainHttp !== undefined && { allowsPlainHttp }),
      ...(logoutResponseIssuer !== undefined && { logoutResponseIssuer }),
      ...(logoutQueryEscapes !== undefined && { logoutQueryEscapes }),
      ...(logoutNameId !== undefined && { logoutNameId }),
    }),
  );
  const tenant = tenantRun(run, tenantId, settings);
  for (const [user, place] of items(settings.users, [...path, 'users']))
    await applyUser(tenant, user, place);
  for (const [user, place] of items(settings.users, [...path, 'users']))
    await applyManager(tenant, user, place);
  for (const [group, place] of items(settings.groups, [...path, 'groups']))
    await applyGroup(tenant, group, place);
  for (const [group, place] of items(settings.groups, [...path, 'groups']))
    await applyMemberGroups(tenant, group, place);
  for (const [app, place] of items(settings.applications, [...path, 'applications']))
    await applyApplication(tenant, app, place, companies.get(app.displayName));
  // Users and claims can name the directory extensions of every application.
  for (const [user, place] of items(settings.users, [...path, 'users']))
    await applyDirectoryExtensions(tenant, user, place);
  for (const [app, place] of items(settings.applications, [...path, 'applications']))
    await applyClaims(tenant, app, place);
  for (const [policy, place] of items(settings.policies, [...path, 'policies']))
    await applyPolicy(tenant, policy, place);
}

async function findOrCreate(
  run: Run,
  { domain, id, displayName }: TenantSettings,
  path: Path,
): Promise<string | undefined> {
  const { directory } = run.sides;
  const found = await directory.findTenant(domain);
  if (!found) {
    const tenant = {
      id: id ?? stableGuid('tenant', domain.toLowerCase()),
      displayName: displayName ?? nameFrom(domain),
      domain,
    };
    const create = () => directory.createTenant(tenant).then(() => true);
    // With its own id and name, so that a rehearsal finds the faults in a tenant whose id or name is wrong.
    if (!(await run.attempt(path, create)) && run.rehearsal)
      await directory
        .createTenant({ id: stableGuid('tenant', domain), displayName: domain, domain })
        .catch(ignoreInvalidInput);
    return (await directory.findTenant(domain))?.id;
  }
  const own = found.id === tutorialTenant.id ? ' and belongs to every lab' : '';
  if (id !== undefined && id.toLowerCase() !== found.id)
    run.report(
      [...path, 'id'],
      `the tenant ${domain} has the id ${found.id}${own}; its id cannot be changed.`,
    );
  if (displayName !== undefined && displayName !== found.displayName)
    run.report(
      [...path, 'displayName'],
      `the tenant ${domain} is called ${found.displayName}${own}; its name cannot be changed.`,
    );
  return found.id;
}

async function applyDomains(
  run: Run,
  tenantId: string,
  { domains = [] }: TenantSettings,
  path: Path,
): Promise<void> {
  const { directory } = run.sides;
  for (const [index, domain] of domains.entries()) {
    const isNew = (await directory.findTenant(domain))?.id !== tenantId;
    const create = () => directory.createDomain(tenantId, domain).then(() => true);
    const place = [...path, 'domains', index];
    const done = isNew ? await run.attempt(place, create, () => '') : true;
    if (done)
      run.ledger.note(['domain', tenantId, domain.toLowerCase()], [tenantId, domain], isNew);
  }
}

/** A domain that is wrong was reported. */
function ignoreInvalidInput(error: unknown): void {
  if (!(error instanceof InvalidInput)) throw error;
}

/** `fabrikam.com` is Fabrikam. */
function nameFrom(domain: string): string {
  const [label = domain] = domain.split('.');
  return label.charAt(0).toUpperCase() + label.slice(1);
}
