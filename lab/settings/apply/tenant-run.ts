import { nearest } from '../../../text-files/nearest.ts';
import type { Path } from '../faults.ts';
import type { TenantSettings } from '../settings-parts.ts';
import type { Run } from './run.ts';

/** A tenant whose settings are being applied. */
export interface TenantRun {
  readonly run: Run;
  readonly tenantId: string;
  /** The id of a user or group of the tenant, by its name in the settings; an unknown name is a fault. */
  find(kind: 'user' | 'group', name: string, path: Path): Promise<string | undefined>;
}

/** @param settings all of the tenant: names of entries that could not be created are known too */
export function tenantRun(run: Run, tenantId: string, settings: TenantSettings): TenantRun {
  const { directory } = run.sides;
  const declared = {
    user: (settings.users ?? []).map((user) => user?.userPrincipalName ?? ''),
    group: (settings.groups ?? []).map((group) => group?.displayName ?? ''),
  };
  return {
    run,
    tenantId,
    async find(kind, name, path) {
      const found =
        kind === 'user'
          ? await directory.findUser(tenantId, name)
          : await directory.findGroup(tenantId, name);
      // One that could not be created has its own fault.
      if (!found && !declared[kind].includes(name)) {
        const near = nearest(name, declared[kind]);
        const list = [...path.slice(0, 2), `${kind}s`];
        const key = kind === 'user' ? 'userPrincipalName' : 'displayName';
        run.reportUnknown(
          { name, lists: [list], key },
          path,
          `there is no ${kind} "${name}" in this tenant${near ? `; did you mean ${near}?` : '; add it, or correct the name.'}`,
        );
      }
      return found?.id;
    },
  };
}
