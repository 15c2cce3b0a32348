import { type ApplicationDetails, groupClaimsOf, noGroupClaims } from '../../../idp/index.ts';
import type { Path } from '../faults.ts';
import type { ApplicationSettings } from '../settings-parts.ts';
import type { Run } from './run.ts';

/** Replaces the group claim. */
export async function applyGroupClaims(
  run: Run,
  app: ApplicationDetails,
  { groupClaims }: ApplicationSettings,
  path: Path,
): Promise<void> {
  if (!groupClaims) return;
  const wanted = { ...noGroupClaims, ...groupClaims };
  const stored = groupClaimsOf(app);
  const inOrder = Object.keys(noGroupClaims) as (keyof typeof wanted)[];
  if (inOrder.every((key) => JSON.stringify(wanted[key]) === JSON.stringify(stored[key]))) return;
  const { id } = app.servicePrincipal;
  await run.attempt([...path, 'groupClaims'], () =>
    run.sides.directory.setGroupClaims(id, groupClaims),
  );
}
