import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { pauseJob, restartJob, setJobSettings, startJob } from '../directory/provisioning/jobs.ts';
import { setProvisioningSettings } from '../directory/provisioning/provisioning-settings.ts';
import { provisionedTenantForEachTest } from './testing/provisioned-tenant.ts';

const held = provisionedTenantForEachTest();

/** Waits until something is so; the test fails by its own limit when it never is. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(5);
}

describe('the provisioning service', () => {
  test('runs a job when it is due by the clock of the lab, and not before', async () => {
    const { tenant } = held;
    await tenant.assigned('anna');
    tenant.service.wake();
    await until(async () => (await tenant.job()).status.code === 'Active');
    expect(tenant.server.users.size).toBe(1);
    await tenant.assigned('ben');
    tenant.now += 2_399_000;
    tenant.server.seen.length = 0;
    tenant.service.wake();
    // Queries are answered in turn, so the look is over, and a cycle would have begun with its probe.
    for (let queries = 0; queries < 10; queries += 1) await tenant.job();
    await setTimeout(100);
    expect(tenant.server.seen).toEqual([]);
    tenant.now += 1_000;
    tenant.service.wake();
    await until(() => tenant.server.users.size === 2);
  });

  test('runs it sooner with an accelerated interval, and shows the real one', async () => {
    const { tenant } = held;
    const { db, servicePrincipalId, jobId } = tenant;
    await setJobSettings(db, servicePrincipalId, jobId, { acceleratedInterval: 10 });
    await tenant.service.runCycle(servicePrincipalId, jobId);
    expect(await tenant.job()).toMatchObject({
      schedule: { interval: 'PT40M' },
      nextRunDateTime: new Date(tenant.now + 10_000).toISOString(),
    });
  });

  test('joins a cycle that is under way', async () => {
    const { tenant } = held;
    await tenant.assigned('anna');
    const results = await Promise.all([tenant.cycle(), tenant.cycle(), tenant.cycle()]);
    expect(new Set(results.map(({ cycleId }) => cycleId)).size).toBe(1);
    expect(tenant.server.users.size).toBe(1);
  });

  test('does not run a job that is paused, and lets a cycle under way end', async () => {
    const { tenant } = held;
    const { db, servicePrincipalId, jobId } = tenant;
    await tenant.assigned('anna');
    const posted = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    tenant.server.instead = ({ method }) => {
      if (method === 'POST') posted.resolve();
      return method === 'POST' ? { after: go.promise } : undefined;
    };
    const cycle = tenant.cycle();
    await posted.promise;
    await pauseJob(db, servicePrincipalId, jobId);
    go.resolve();
    expect((await cycle).execution.state).toBe('Succeeded');
    expect(await tenant.job()).toMatchObject({ status: { code: 'Paused' }, nextRunDateTime: null });
    await expect(tenant.cycle()).rejects.toMatchObject({ faults: [{ code: 'not_started' }] });
    await startJob(db, servicePrincipalId, jobId, tenant.clock());
    expect((await tenant.cycle()).kind).toBe('incremental');
  });

  test('a restart ends the cycle under way, and the next one is an initial one', async () => {
    const { tenant } = held;
    const { db, servicePrincipalId, jobId } = tenant;
    await tenant.assigned('anna', 'ben');
    const posted = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    tenant.server.instead = ({ method }) => {
      if (method === 'POST') posted.resolve();
      return method === 'POST' ? { after: go.promise } : undefined;
    };
    const cycle = tenant.cycle();
    await posted.promise;
    await restartJob(db, servicePrincipalId, jobId, { resetScope: ['Full'] }, tenant.clock());
    go.resolve();
    await expect(cycle).rejects.toMatchObject({ faults: [{ code: 'ended' }] });
    tenant.server.instead = () => undefined;
    const { kind, execution } = await tenant.cycle();
    expect([kind, execution.state]).toEqual(['initial', 'Succeeded']);
    expect(tenant.server.users.size).toBe(2);
  });

  test('stops between two objects and goes on at the next start: nobody twice, nobody lost', async () => {
    const { tenant } = held;
    const names = Array.from({ length: 300 }, (_, at) => `user${at}`);
    await tenant.users(...names);
    await setProvisioningSettings(tenant.db, tenant.servicePrincipalId, { syncAll: true });
    const enough = Promise.withResolvers<void>();
    let created = 0;
    tenant.server.instead = ({ method }) => {
      created += method === 'POST' ? 1 : 0;
      if (created === 50) enough.resolve();
      return undefined;
    };
    const cycle = tenant.cycle();
    const refused = expect(cycle).rejects.toMatchObject({ faults: [{ code: 'ended' }] });
    await enough.promise;
    await tenant.service.stop();
    await refused;
    expect(tenant.server.users.size).toBeLessThan(300);
    tenant.service = tenant.newService();
    expect((await tenant.cycle()).execution.state).toBe('Succeeded');
    const userNames = [...tenant.server.users.values()].map(({ userName }) => userName);
    expect(userNames).toHaveLength(300);
    expect(new Set(userNames).size).toBe(300);
    expect(created).toBe(300);
  });

  test('two jobs on one server, at the same time, end with each user once', async () => {
    const { tenant } = held;
    await tenant.assigned(...Array.from({ length: 40 }, (_, at) => `user${at}`));
    const first = tenant.jobId;
    await tenant.newJob();
    const jobs = [first, tenant.jobId];
    const run = () =>
      Promise.all(jobs.map((id) => tenant.service.runCycle(tenant.servicePrincipalId, id)));
    await run();
    const statuses = (await tenant.log()).map((entry) => entry.provisioningStatusInfo.status);
    // No conflict: the second job waits for the first at each user, and finds what that one created.
    expect(statuses).not.toContain('failure');
    const again = await run();
    expect(again.map(({ execution }) => execution.countEscrowed)).toEqual([0, 0]);
    expect(tenant.server.users.size).toBe(40);
    const linked = await tenant.db.selectFrom('synchronizationLink').select('jobId').execute();
    expect(linked).toHaveLength(80);
  });
});
