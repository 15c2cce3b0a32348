import type { Directory } from '../../../idp/index.ts';
import { nearest } from '../../../text-files/nearest.ts';
import type { Path } from '../faults.ts';
import type { PolicySettings } from '../settings-parts.ts';
import type { TenantRun } from './tenant-run.ts';

type Policy = Parameters<Directory['createPolicy']>[1];

/** Creates a Conditional Access policy, or replaces what the settings say of one that exists. */
export async function applyPolicy(
  tenant: TenantRun,
  settings: PolicySettings,
  path: Path,
): Promise<void> {
  const { run, tenantId } = tenant;
  const { directory } = run.sides;
  const { displayName } = settings;
  const policy = await policyOf(tenant, settings, path);
  if (!policy) return;
  const found = (await directory.listPolicies(tenantId)).find(
    (one) => one.displayName === displayName,
  );
  const create = () => directory.createPolicy(tenantId, policy);
  const id = found ? found.id : (await run.attempt(path, create, nameInSettings))?.id;
  if (id === undefined) return;
  run.ledger.note(['policy', tenantId, displayName], [id], !found);
  if (!found) return;
  const { id: _, ...before } = found;
  if (JSON.stringify(before) !== JSON.stringify(policy))
    await run.attempt(path, () => directory.updatePolicy(id, policy), nameInSettings);
}

/** In the order of the stored one, to be compared with it. @returns undefined when it names something unknown */
async function policyOf(
  { run, tenantId, find }: TenantRun,
  settings: PolicySettings,
  path: Path,
): Promise<Policy | undefined> {
  const ids = async (kind: 'user' | 'group', key: keyof PolicySettings, names: readonly string[]) =>
    Promise.all(names.map((name, index) => find(kind, name, [...path, key, index])));
  const { includeUsers: users, includeGroups = [], includeApplications: apps = 'all' } = settings;
  const { excludeUsers = [], excludeGroups = [] } = settings;
  const named = typeof users === 'object' || (users === undefined && includeGroups.length > 0);
  const found = await Promise.all([
    ids('user', 'includeUsers', typeof users === 'object' ? users : []),
    ids('group', 'includeGroups', includeGroups),
    ids('user', 'excludeUsers', excludeUsers),
    ids('group', 'excludeGroups', excludeGroups),
    applicationIds(),
  ]);
  const known = found.map((list) => list.filter((id) => id !== undefined));
  if (found.some((list) => list.includes(undefined))) return undefined;
  const [includeUserIds = [], includeGroupIds = [], excludeUserIds = [], excludeGroupIds = []] =
    known;
  return {
    displayName: settings.displayName,
    state: settings.state ?? 'enabled',
    conditions: {
      includeUsers: named ? 'selected' : typeof users === 'string' ? users : 'all',
      includeUserIds,
      includeGroupIds,
      excludeUserIds,
      excludeGroupIds,
      includeApplications: typeof apps === 'string' ? apps : 'selected',
      servicePrincipalIds: known[4] ?? [],
    },
    grantControl: settings.grantControl,
    authenticationStrength: settings.authenticationStrength as Policy['authenticationStrength'],
    signInFrequency: settings.signInFrequency,
  };

  async function applicationIds(): Promise<(string | undefined)[]> {
    if (typeof apps === 'string') return [];
    const all = await run.sides.directory.listApplications(tenantId);
    const names = all.map(({ servicePrincipal }) => servicePrincipal.displayName);
    return apps.map((name, index) => {
      const one = all.find(({ servicePrincipal }) => servicePrincipal.displayName === name);
      const near = nearest(name, names);
      if (!one)
        run.reportUnknown(
          { name, lists: [[...path.slice(0, 2), 'applications']], key: 'displayName' },
          [...path, 'includeApplications', index],
          `there is no application "${name}" in this tenant${near ? `; did you mean ${near}?` : '.'}`,
        );
      return one?.servicePrincipal.id;
    });
  }
}

/** `conditions.includeUserIds.1` of the directory is `includeUsers.1` of the settings. */
const nameInSettings = (property: string) =>
  property
    .replace(/^conditions\./, '')
    .replace(/UserIds/, 'Users')
    .replace(/GroupIds/, 'Groups')
    .replace(/^servicePrincipalIds/, 'includeApplications');
