import type { ApplicationDetails } from '../../../idp/index.ts';
import { configureLabProvisioning, scimAddress } from '../../tenants/provisioning.ts';
import type { Path } from '../faults.ts';
import { items } from '../items.ts';
import type { Settings } from '../settings.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import type { Run } from './run.ts';

/** Automated provisioning of the applications: after the companies of Peakon, which can be the target. */
export async function applyProvisioning(run: Run, settings: Settings): Promise<void> {
  for (const [tenant, path] of items(settings.tenants, ['tenants'])) {
    const found = await run.sides.directory.findTenant(tenant.domain);
    if (!found) continue; // it could not be created, which is a fault already
    for (const [application, place] of items(tenant.applications, [...path, 'applications'])) {
      if (!application.provisioning) continue;
      const { displayName, appId } = application;
      const app = await run.sides.directory.findApplication(
        found.id,
        appId === undefined ? { displayName } : { appId },
      );
      if (app) await configure(run, app, application.provisioning, [...place, 'provisioning']);
    }
  }
}

type Wanted = NonNullable<ApplicationSettings['provisioning']>;

async function configure(
  run: Run,
  { servicePrincipal: { id } }: ApplicationDetails,
  { company, ...wanted }: Wanted,
  path: Path,
): Promise<void> {
  const { directory, administration } = run.sides;
  const saved = await directory.findProvisioning(id);
  const address = scimAddress(run.urls.sp);
  // Doing it twice is the same as doing it once: a company that the application is connected to keeps its token.
  const connected =
    company !== undefined &&
    saved?.connectivity.baseAddress === address &&
    (await administration.findProvisioning(company))?.hasToken === true;
  const parts = { directory, administration, spUrl: () => run.urls.sp };
  await run.attempt(path, () =>
    configureLabProvisioning(parts, id, { ...wanted, company: connected ? undefined : company }),
  );
}
