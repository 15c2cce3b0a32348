import { requireTypes } from '../../../input/argument-types.ts';
import { type Fault, refuseFaults } from '../../../input/invalid-input.ts';
import { requireApplication } from '../applications/application-details.ts';
import { inTransaction } from '../in-transaction.ts';
import type { Database } from '../tables.ts';
import { secretsOf, writeSecrets } from './secret-rows.ts';

/** Overview > Properties of provisioning (entra-admin.md 1.8). */
export interface ProvisioningSettings {
  /** Scope: all users and groups, or only those that are assigned. */
  readonly syncAll: boolean;
  /** Whether an object that leaves the scope is left alone instead of being disabled. */
  readonly skipOutOfScopeDeletions: boolean;
  /** Who gets the mail when the job goes into quarantine; null: nobody. */
  readonly notificationEmail: string | null;
  readonly sendNotification: boolean;
  /** More deletions and disablings in one cycle put the job into quarantine; null: no limit. */
  readonly accidentalDeletionThreshold: number | null;
}

/** The value of the secret SyncNotificationSettings, which is JSON. */
interface NotificationSettings {
  Enabled?: boolean;
  Recipients?: string;
  DeleteThresholdEnabled?: boolean;
  DeleteThresholdValue?: number;
}

const address = /^[^\s@<>"]+@[^\s@<>"]+$/;

/** What is wrong with the value of SyncNotificationSettings. */
export function checkNotificationSettings(property: string, value: string): Fault[] {
  const fault = (code: string, message: string): Fault[] => [{ property, code, message }];
  const settings = readNotificationSettings(value);
  if (!settings) return fault('type', `${property} is a JSON object as text.`);
  const { Enabled, Recipients, DeleteThresholdEnabled, DeleteThresholdValue } = settings;
  for (const flag of [Enabled, DeleteThresholdEnabled])
    if (flag !== undefined && typeof flag !== 'boolean')
      return fault('type', `Enabled and DeleteThresholdEnabled of ${property} are true or false.`);
  if (Recipients !== undefined && typeof Recipients !== 'string')
    return fault('type', `Recipients of ${property} is an e-mail address.`);
  return [
    ...emailFaults(property, Recipients || null),
    ...thresholdFaults(property, DeleteThresholdEnabled ? (DeleteThresholdValue ?? null) : null),
  ];
}

function readNotificationSettings(value: string): NotificationSettings | undefined {
  try {
    const read: unknown = JSON.parse(value);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

function emailFaults(property: string, email: string | null): Fault[] {
  if (email === null || (address.test(email) && email.length <= 254)) return [];
  const message = `"${email.slice(0, 80)}" is no e-mail address; one looks like admin@contoso.com.`;
  return [{ property, code: 'malformed', message }];
}

function thresholdFaults(property: string, threshold: number | null): Fault[] {
  if (threshold === null || (Number.isInteger(threshold) && threshold >= 1 && threshold <= 1e6))
    return [];
  const message = 'The accidental deletion threshold is a whole number from 1 to 1,000,000.';
  return [{ property, code: 'range', message }];
}

const isTrue = (value: string | undefined): boolean => /^true$/i.test(value ?? '');

/** @param secrets of the application, by their keys */
function settingsFrom(secrets: ReadonlyMap<string, string>): ProvisioningSettings {
  const {
    Enabled = false,
    Recipients = '',
    DeleteThresholdEnabled = false,
    DeleteThresholdValue = null,
  } = readNotificationSettings(secrets.get('SyncNotificationSettings') ?? '{}') ?? {};
  return {
    syncAll: isTrue(secrets.get('SyncAll')),
    skipOutOfScopeDeletions: isTrue(secrets.get('SkipOutOfScopeDeletions')),
    notificationEmail: Recipients === '' ? null : Recipients,
    sendNotification: Enabled,
    accidentalDeletionThreshold: DeleteThresholdEnabled ? DeleteThresholdValue : null,
  };
}

/** @throws {NotFound} when the application does not exist */
export async function provisioningSettingsOf(
  db: Database,
  servicePrincipalId: string,
): Promise<ProvisioningSettings> {
  const { servicePrincipal } = await requireApplication(db, undefined, servicePrincipalId);
  return settingsFrom(await secretsOf(db, servicePrincipal.id));
}

/**
 * Changes the settings that are given. A larger scope is read at once; after a smaller one, those who left it are disabled at the next Restart
 * (scim.md a.3).
 *
 * @throws {InvalidInput} `malformed` on `notificationEmail`, `range` on `accidentalDeletionThreshold`, `type`
 * @throws {NotFound} when the application does not exist
 */
export async function setProvisioningSettings(
  db: Database,
  servicePrincipalId: string,
  changes: Partial<ProvisioningSettings>,
): Promise<void> {
  requireTypes({ settings: changes }, { settings: 'object' });
  const { notificationEmail, accidentalDeletionThreshold, ...flags } = changes;
  requireTypes(
    {
      ...flags,
      notificationEmail: notificationEmail ?? undefined,
      accidentalDeletionThreshold: accidentalDeletionThreshold ?? undefined,
    },
    {
      syncAll: 'boolean?',
      skipOutOfScopeDeletions: 'boolean?',
      sendNotification: 'boolean?',
      notificationEmail: 'string?',
      accidentalDeletionThreshold: 'number?',
    },
  );
  const email = notificationEmail?.trim() || null;
  refuseFaults([
    ...emailFaults('notificationEmail', email),
    ...thresholdFaults('accidentalDeletionThreshold', accidentalDeletionThreshold ?? null),
  ]);
  const { servicePrincipal } = await requireApplication(db, undefined, servicePrincipalId);
  await inTransaction(db, async (tx) => {
    const before = settingsFrom(await secretsOf(tx, servicePrincipal.id));
    const given = Object.entries(flags).filter(([, value]) => value !== undefined);
    const after: ProvisioningSettings = {
      ...before,
      ...Object.fromEntries(given),
      ...(notificationEmail !== undefined && { notificationEmail: email }),
      ...(accidentalDeletionThreshold !== undefined && { accidentalDeletionThreshold }),
    };
    await writeSecrets(tx, servicePrincipal.id, secretsFrom(after));
    if (after.syncAll !== before.syncAll && after.syncAll)
      await tx
        .updateTable('synchronizationJob')
        .set({ watermark: null, cycle: null })
        .where('servicePrincipalId', '=', servicePrincipal.id)
        .execute();
  });
}

function secretsFrom(settings: ProvisioningSettings): Map<string, string> {
  const notification: NotificationSettings = {
    Enabled: settings.sendNotification,
    Recipients: settings.notificationEmail ?? '',
    DeleteThresholdEnabled: settings.accidentalDeletionThreshold !== null,
    ...(settings.accidentalDeletionThreshold !== null && {
      DeleteThresholdValue: settings.accidentalDeletionThreshold,
    }),
  };
  return new Map([
    ['SyncAll', String(settings.syncAll)],
    ['SkipOutOfScopeDeletions', String(settings.skipOutOfScopeDeletions)],
    ['SyncNotificationSettings', JSON.stringify(notification)],
  ]);
}
