import { idsOf } from '../../../store/ids.ts';
import type { Database } from '../tables.ts';

export interface AuditActor {
  tenantId: string;
  id: string;
  userPrincipalName: string;
  displayName: string;
}

export interface AuditTarget {
  type: 'ServicePrincipal' | 'Application' | 'User' | 'Group' | 'Policy' | 'Domain';
  id: string;
  displayName: string;
}

/** One changed property; `undefined` for an absent value. Never a password or a private key. */
export interface ModifiedProperty {
  displayName: string;
  oldValue?: string | undefined;
  newValue?: string | undefined;
}

export interface AuditEntry {
  actor: AuditActor;
  /** Entra's name (entra-admin.md 6), e.g. `Add service principal`. */
  activity: string;
  category:
    | 'ApplicationManagement'
    | 'ProvisioningManagement'
    | 'UserManagement'
    | 'GroupManagement'
    | 'RoleManagement'
    | 'Policy'
    | 'DirectoryManagement';
  target: AuditTarget;
  modified?: readonly ModifiedProperty[] | undefined;
}

/** Writes one line of the audit log. Properties whose value did not change are left out. */
export async function recordAudit(db: Database, entry: AuditEntry, now: Date): Promise<void> {
  const { actor, activity, category, target, modified = [] } = entry;
  const changed = modified.filter(({ oldValue, newValue }) => oldValue !== newValue);
  await db
    .insertInto('directoryAudit')
    .values({
      id: idsOf(db).uuid('directoryAudit'),
      tenantId: actor.tenantId,
      activityDateTime: now.toISOString(),
      activity,
      category,
      result: 'success',
      initiatedById: actor.id,
      initiatedBy: actor.userPrincipalName,
      targetType: target.type,
      targetId: target.id,
      targetDisplayName: target.displayName,
      modifiedProperties: JSON.stringify(changed),
    })
    .execute();
}
