import type { Clock } from '../../../store/clock.ts';
import { idsOf } from '../../../store/ids.ts';
import { requireApplication } from '../../directory/applications/application-details.ts';
import { intervalOf, type JobSettings, jobOf } from '../../directory/provisioning/jobs.ts';
import {
  type ProvisioningSettings,
  provisioningSettingsOf,
} from '../../directory/provisioning/provisioning-settings.ts';
import { schemaIn } from '../../directory/provisioning/schemas.ts';
import { connectionOf } from '../../directory/provisioning/secrets.ts';
import type { Database, SynchronizationJobRow } from '../../directory/tables.ts';
import {
  type ClientSettings,
  type Connection,
  openConnection,
} from '../connection/open-connection.ts';
import { type ReadyObjectMapping, readyMapping } from '../export/mapped-values.ts';
import type { AssignedRole } from '../expressions/value.ts';
import { mappingOf, type ObjectType, type SynchronizationSchema } from '../schema/schema.ts';
import { rolesOfApplication, type SourceScope } from '../source/read-source.ts';

/** What the work on the objects of a job needs: its settings and mappings as they are now, and the way to the application. */
export interface Run {
  readonly db: Database;
  readonly clock: Clock;
  readonly jobId: string;
  readonly scope: SourceScope;
  readonly cycleId: string;
  readonly application: { readonly id: string; readonly displayName: string };
  readonly settings: ProvisioningSettings;
  readonly jobSettings: JobSettings;
  /** Seconds between two cycles. */
  readonly interval: number;
  readonly schema: SynchronizationSchema;
  readonly user: ReadyObjectMapping;
  /** Absent when groups are not provisioned. */
  readonly group: ReadyObjectMapping | undefined;
  readonly roles: ReadonlyMap<string, AssignedRole>;
  readonly connection: Connection;
  readonly guid: () => string;
  /** Objects of the application that an object of the tenant gets in this run: `User/id`, to the id in the tenant. */
  readonly claimed: Map<string, string>;
}

export interface RunOptions {
  readonly clock: Clock;
  readonly cycleId: string;
  readonly clientSettings?: ClientSettings | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The flag of the Tenant URL is not honoured by provisioning on demand (entra-admin.md 4.2). */
  readonly ignoresFlag?: boolean;
}

/**
 * @throws {InvalidInput} `credentials` when it is not known how to reach the application
 * @throws {NotFound} when the application does not exist any more
 */
export async function openRun(
  db: Database,
  row: SynchronizationJobRow,
  { clock, cycleId, clientSettings, signal, ignoresFlag = false }: RunOptions,
): Promise<Run> {
  const { servicePrincipalId, tenantId, templateId } = row;
  const { servicePrincipal } = await requireApplication(db, tenantId, servicePrincipalId);
  const { settings: jobSettings } = jobOf(row, true);
  const parameters = await connectionOf(db, servicePrincipalId);
  const connection = openConnection(parameters, {
    ...{ clock, templateId, clientSettings, signal },
    honorRetryAfter: jobSettings.honorRetryAfter,
  });
  const isFlagged = connection.dialect === 'aadOptscim062020';
  const schema = schemaIn(row);
  const scope = { tenantId, servicePrincipalId };
  const ready = (type: ObjectType) => {
    const found = mappingOf(schema, type);
    return found?.mapping.enabled ? readyMapping(schema, found.mapping, type) : undefined;
  };
  const user = ready('User');
  if (!user) throw new Error(`The job ${row.id} has no mapping of users.`);
  return {
    ...{ db, clock, scope, cycleId, jobSettings, schema, user },
    jobId: row.id,
    application: { id: servicePrincipal.id, displayName: servicePrincipal.displayName },
    settings: await provisioningSettingsOf(db, servicePrincipalId),
    interval: intervalOf(jobSettings),
    group: ready('Group'),
    roles: await rolesOfApplication(db, scope),
    connection: ignoresFlag && isFlagged ? { ...connection, dialect: 'default' } : connection,
    guid: () => idsOf(db).uuid('provisionedGuid'),
    claimed: new Map(),
  };
}
