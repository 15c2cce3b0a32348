import type { AuditEntry } from '../directory/logs/audit-log.ts';

/** What the audit log calls the acts on provisioning (entra-admin.md 4.4, 4.5). */
export const provisioningActivities = {
  settings: 'Update provisioning setting or credentials',
  start: 'Enable/start provisioning configuration',
  pause: 'Disable/pause provisioning configuration',
  restart: 'Enable/restart provisioning configuration',
  mappings: 'Update attribute mappings or scope',
  quarantine: 'Quarantine',
} as const;

/** A line of the audit log about the provisioning of an application, without its actor. */
export const provisioningAudit = (
  activity: keyof typeof provisioningActivities,
  { id, displayName }: { id: string; displayName: string },
  modified?: AuditEntry['modified'],
): Omit<AuditEntry, 'actor'> => ({
  activity: provisioningActivities[activity],
  category: 'ProvisioningManagement',
  target: { type: 'ServicePrincipal', id, displayName },
  modified,
});
