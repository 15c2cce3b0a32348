import type { PlacedFault } from '../faults.ts';
import { items } from '../items.ts';
import type { Settings } from '../settings.ts';
import { applyCompany } from './companies.ts';
import { applyProvisioning } from './provisioning.ts';
import { removeGone } from './remove.ts';
import type { Run } from './run.ts';
import { applyTenant } from './tenants.ts';

/**
 * Makes both sites as the settings say: creates what is missing, changes what differs, and deletes what earlier settings created and these no
 * longer have. Everything else stays. Doing it twice is the same as doing it once.
 *
 * @returns what could not be done; nothing is deleted then
 */
export async function applySettings(run: Run, settings: Settings): Promise<readonly PlacedFault[]> {
  const companies = items(settings.peakon ? settings.peakon.companies : undefined, [
    'peakon',
    'companies',
  ]);
  const companyOf = new Map(
    companies.flatMap(([{ id, application }]) =>
      application === undefined ? [] : [[application, id] as const],
    ),
  );
  for (const [tenant, path] of items(settings.tenants, ['tenants']))
    await applyTenant(run, tenant, path, companyOf);
  for (const [company, path] of companies) await applyCompany(run, company, path, settings.tenants);
  await applyProvisioning(run, settings);
  if (run.faults.length === 0) await removeGone(run.sides, run.ledger);
  return run.faults;
}
