import type { LabData } from '../data-folder.ts';
import type { SiteUrls } from '../endpoints.ts';
import { LabError } from '../errors.ts';
import { moveSites } from '../move-sites.ts';
import { type Sides, seed, seedBeginning } from '../seed.ts';
import { company, tenant } from '../tutorial.ts';

interface Seeding {
  readonly urls: SiteUrls;
  readonly passwords: Readonly<Record<string, string>>;
  /** Whether a new lab is at the beginning of the tutorial. */
  readonly empty: boolean;
}

/** Seeds a new lab; brings one that answers at other URLs than before up to date. */
export async function seedOrMove(
  sides: Sides,
  { labFile: { urls: before } }: LabData,
  { urls, passwords, empty }: Seeding,
): Promise<'new' | 'resumed' | 'moved'> {
  if (!before) {
    await (empty ? seedBeginning : seed)(sides, urls, passwords);
    return 'new';
  }
  if (sameSites(before, urls)) return 'resumed';
  await moveSites(sides, before, urls);
  return 'moved';
}

/** The URL of the lab home appears in no setting of either site, so it does not count. */
function sameSites(before: SiteUrls, now: SiteUrls): boolean {
  return before.idp === now.idp && before.sp === now.sp;
}

/** @throws {LabError} `not_begun_empty` */
export function mustHaveStartedEmpty({ place, labFile }: LabData): void {
  if (!labFile.urls || labFile.empty) return;
  throw new LabError(
    'not_begun_empty',
    (option) =>
      `The lab in ${place} was not created with ${option.empty}, so it cannot be resumed with it. Add ${option.fresh} to delete it, or choose another folder with ${option.dataDir}.`,
  );
}

/**
 * A database can be opened and still lack what a lab begins with.
 *
 * @throws {LabError} `lab_incomplete`
 */
export async function mustBeSeeded(
  { directory, administration }: Sides,
  { place, shared, database }: LabData,
): Promise<void> {
  const missing = !(await directory.findTenant(tenant.id))
    ? ['idp', `the tenant ${tenant.id}`]
    : !(await administration.findCompany(company.id))
      ? ['sp', `the company "${company.id}"`]
      : undefined;
  if (!missing) return;
  const [side, what] = missing as ['idp' | 'sp', string];
  throw new LabError(
    'lab_incomplete',
    (option) =>
      `The lab in ${place} is incomplete: ${shared ? 'it' : `the database ${database(side)}`} has no longer ${what}. Nothing was changed. Restore a copy of it, or start with ${option.fresh}, which deletes this lab and creates a new one.`,
  );
}
