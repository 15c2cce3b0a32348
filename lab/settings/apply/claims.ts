import { type ApplicationDetails, claimsOf, nameIdOf, wireName } from '../../../idp/index.ts';
import type { Path } from '../faults.ts';
import { items } from '../items.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import { conditionsOf, hasSource, inSettings, sourceOf } from './claim-sources.ts';
import { applyGroupClaims } from './group-claims.ts';
import type { TenantRun } from './tenant-run.ts';

/** Sets the NameID, the options and the group claim, and replaces all claims by those of the settings; claims that stay keep their ids. */
export async function applyClaims(
  tenant: TenantRun,
  settings: ApplicationSettings,
  path: Path,
): Promise<void> {
  const { run, tenantId } = tenant;
  const { directory } = run.sides;
  const { appId, displayName } = settings;
  const key = appId === undefined ? { displayName } : { appId };
  const app = await directory.findApplication(tenantId, key);
  // An application that could not be created has other faults.
  if (!app) return;
  const { id } = app.servicePrincipal;
  await applyNameId(tenant, app, settings, path);
  const { claims, claimsOptions: options } = settings;
  if (options)
    await run.attempt([...path, 'claimsOptions'], () => directory.setClaimsOptions(id, options));
  if (claims) await replaceClaims(tenant, app, claims, path);
  await applyGroupClaims(run, app, settings, path);
}

async function replaceClaims(
  tenant: TenantRun,
  app: ApplicationDetails,
  claims: NonNullable<ApplicationSettings['claims']>,
  path: Path,
): Promise<void> {
  const { run } = tenant;
  const { directory } = run.sides;
  const { id } = app.servicePrincipal;
  const before = claimsOf(app).claims;
  const wanted = items(claims, [...path, 'claims']);
  for (const one of before)
    if (
      !wanted.some(
        ([claim]) =>
          wireName({ name: claim.name, namespace: claim.namespace ?? '' }) === wireName(one),
      )
    )
      await directory.removeClaim(id, one.id);
  for (const [
    { name, namespace = '', nameFormat, conditions: given, ...source },
    place,
  ] of wanted) {
    const stored = before.find((one) => wireName(one) === wireName({ name, namespace }));
    const conditions = await conditionsOf(tenant, given, place);
    const claim = {
      name,
      namespace,
      ...(nameFormat !== undefined && { nameFormat }),
      ...((hasSource(source) || conditions.length === 0) && { source: sourceOf(source) }),
      ...(conditions.length > 0 && { conditions }),
    };
    if (JSON.stringify({ id: stored?.id, ...claim }) === JSON.stringify(stored)) continue;
    await run.attempt(place, () => directory.saveClaim(id, claim, stored?.id), inSettings);
  }
}

async function applyNameId(
  tenant: TenantRun,
  app: ApplicationDetails,
  { nameId }: ApplicationSettings,
  path: Path,
): Promise<void> {
  if (!nameId) return;
  const place = [...path, 'nameId'];
  const { format = '', conditions: given, ...source } = nameId;
  const conditions = await conditionsOf(tenant, given, place);
  const values = {
    nameIdFormat: format,
    nameIdSource: sourceOf({ attribute: 'user.userprincipalname', ...source }),
    ...(conditions.length > 0 && { nameIdConditions: conditions }),
  };
  if (JSON.stringify(nameIdOf(app)) === JSON.stringify(values)) return;
  const { run } = tenant;
  const save = () => run.sides.directory.saveNameId(app.servicePrincipal.id, values);
  await run.attempt(place, save, inSettings);
}
