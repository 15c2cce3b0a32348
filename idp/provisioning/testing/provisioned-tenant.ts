import { afterAll, beforeAll, beforeEach } from 'vitest';
import { keepRows } from '../../../store/keep-rows.ts';
import { openStore } from '../../../store/open-store.ts';
import { testDatabase } from '../../../store/testing/test-database.ts';
import { addApplication } from '../../directory/applications/applications.ts';
import { assign } from '../../directory/applications/assignments.ts';
import { migrations } from '../../directory/migrations.ts';
import { createJob, requireJob, startJob } from '../../directory/provisioning/jobs.ts';
import {
  listProvisioning,
  type ProvisioningObjectSummary,
} from '../../directory/provisioning/logs.ts';
import { saveSchema, schemaOf } from '../../directory/provisioning/schemas.ts';
import { setConnectivityParameters } from '../../directory/provisioning/secrets.ts';
import type { Database, DirectoryTables } from '../../directory/tables.ts';
import { createTenant } from '../../directory/tenants/manage-tenants.ts';
import { importUsersUnchecked } from '../../directory/users/import-users.ts';
import type { SomeUserProperties } from '../../directory/users/user-properties.ts';
import { Provisioning } from '../provisioning.ts';
import type { AttributeMapping, ObjectMapping } from '../schema/schema.ts';
import { ScimServer } from './scim-server.ts';

export const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';

/** A tenant with a started job, and the SCIM server that it provisions to. */
export class ProvisionedTenant {
  readonly db: Database;
  readonly servicePrincipalId: string;
  readonly server: ScimServer;
  jobId = '';
  /** Milliseconds since 1970. */
  now = Date.parse('2026-03-01T08:00:00.000Z');
  service: Provisioning;
  readonly errors: unknown[] = [];

  constructor(db: Database, servicePrincipalId: string, server: ScimServer) {
    this.db = db;
    this.servicePrincipalId = servicePrincipalId;
    this.server = server;
    this.service = this.newService();
  }

  readonly clock = () => new Date(this.now);

  /** As another process would have it. */
  newService(): Provisioning {
    const service = new Provisioning({
      db: this.db,
      clock: this.clock,
      publicUrl: () => 'http://localhost:4100',
      delivery: 'kept',
      onError: (error) => this.errors.push(error),
      clientSettings: { timeoutMs: 2_000, longestPauseMs: 5_000 },
      every: 3_600_000,
    });
    service.start();
    return service;
  }

  async newJob(url = this.server.url): Promise<void> {
    const { db, servicePrincipalId: id } = this;
    await setConnectivityParameters(db, id, { baseAddress: url, secretToken: 'secret-token' });
    const job = { servicePrincipalId: id, templateId: 'scim' };
    this.jobId = (await createJob(db, job, this.clock())).id;
    await startJob(db, id, this.jobId, this.clock());
  }

  job() {
    return requireJob(this.db, this.servicePrincipalId, this.jobId);
  }

  /** One cycle, 40 minutes later. */
  cycle() {
    this.now += 2_400_000;
    return this.service.runCycle(this.servicePrincipalId, this.jobId);
  }

  demand(objectId: string, objectTypeName: 'User' | 'Group' = 'User', members: string[] = []) {
    const subjects = [
      {
        objectId,
        objectTypeName,
        links: { members: members.map((id) => ({ objectId: id, objectTypeName: 'User' })) },
      },
    ];
    return this.service.provisionOnDemand(this.servicePrincipalId, this.jobId, {
      parameters: [{ ruleId: 'scim-rule', subjects }],
    });
  }

  /** Users with these names at contoso.com. @returns their ids */
  async users(...names: string[]): Promise<string[]> {
    return this.newUsers(names.map((name) => ({ name })));
  }

  async newUsers(
    users: readonly (Omit<SomeUserProperties, 'userPrincipalName' | 'displayName'> & {
      name: string;
    })[],
  ): Promise<string[]> {
    const rows = users.map(({ name, ...properties }) => ({
      tenantId,
      userPrincipalName: `${name}@contoso.com`,
      displayName: name,
      givenName: name,
      mail: `${name}@contoso.com`,
      password: 'Correct-Horse-1',
      ...properties,
    }));
    return importUsersUnchecked(this.db, rows, this.clock());
  }

  /** The same, assigned to the application. */
  async assigned(...names: string[]): Promise<string[]> {
    const ids = await this.users(...names);
    for (const userId of ids) await this.assign({ userId });
    return ids;
  }

  assign(principal: { userId: string } | { groupId: string }): Promise<void> {
    const { db, servicePrincipalId } = this;
    return assign(db, { servicePrincipalId, ...principal }, this.clock());
  }

  /** The log, oldest line first. */
  async log(): Promise<ProvisioningObjectSummary[]> {
    const { rows } = await listProvisioning(this.db, { tenantId, page: 1, pageSize: 1_000 });
    return rows.toReversed();
  }

  /** Changes the mapping of users. */
  async changeMapping(
    change: (mapping: ObjectMapping) => ObjectMapping,
    type = 'User',
  ): Promise<void> {
    const schema = await schemaOf(this.db, this.servicePrincipalId, this.jobId);
    const synchronizationRules = schema.synchronizationRules.map((rule) => ({
      ...rule,
      objectMappings: rule.objectMappings.map((one) =>
        one.sourceObjectName === type ? change(one) : one,
      ),
    }));
    await saveSchema(this.db, this.servicePrincipalId, this.jobId, {
      ...schema,
      synchronizationRules,
    });
  }

  /** Replaces the mapping of one attribute of users, or adds it. */
  map(target: string, changes: Partial<AttributeMapping>): Promise<void> {
    return this.changeMapping((mapping) => ({
      ...mapping,
      attributeMappings: mapping.attributeMappings.map((one) =>
        one.targetAttributeName === target ? { ...one, ...changes } : one,
      ),
    }));
  }
}

/** As new for each test; only tests and hooks may read it. */
export function provisionedTenantForEachTest(): { readonly tenant: ProvisionedTenant } {
  const held = {} as { tenant: ProvisionedTenant };
  let db: Database;
  let servicePrincipalId: string;
  let putBack: () => Promise<void>;
  beforeAll(async () => {
    const now = new Date('2026-03-01T08:00:00.000Z');
    const file = await testDatabase();
    db = await openStore<DirectoryTables>({ file, name: 'idp', migrations });
    await createTenant(db, { id: tenantId, displayName: 'Contoso', domain: 'contoso.com' }, now);
    const app = await addApplication(db, { tenantId, displayName: 'HR' }, now);
    servicePrincipalId = app.servicePrincipalId;
    putBack = await keepRows(db);
  });
  beforeEach(async () => {
    await putBack();
    const server = await ScimServer.listen();
    held.tenant = new ProvisionedTenant(db, servicePrincipalId, server);
    await held.tenant.newJob();
    return async () => {
      await held.tenant.service.stop();
      await server.close();
    };
  });
  afterAll(() => db.destroy());
  return held;
}
