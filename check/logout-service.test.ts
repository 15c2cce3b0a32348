/** A refused logout message shows nothing where no valid one is accepted. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { allCases } from '../catalogue/index.ts';
import { openLaboratory } from '../matrix/flaws/laboratory.ts';
import * as check from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-logout-service-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cases = allCases.filter(
  ({ group, id }) => group === 'slo' || id === 'web-replay-after-logout',
);

/** The runs about logout at a strict service provider whose metadata names this path as its logout service. */
async function runsAt(path: string) {
  const laboratory = await openLaboratory({
    ...check,
    async foreignTarget(options, connections) {
      const xml = await (await fetch(options.metadata)).text();
      const metadata = join(folder, 'metadata.xml');
      writeFileSync(
        metadata,
        xml.replace(/(<md:SingleLogoutService [^>]*)\/logout"/g, `$1${path}"`),
      );
      return check.foreignTarget({ ...options, metadata }, connections);
    },
  });
  try {
    const report = await laboratory.check({ style: '403' }, cases);
    return Object.values(report.cases).flatMap(({ runs }) => runs);
  } finally {
    await laboratory.close();
  }
}

test('control: with a logout service that works, the cases are shown', async () => {
  const passed = (await runsAt('/logout')).filter(({ verdict }) => verdict === 'pass');
  expect(passed.length).toBeGreaterThan(10);
});

test('one that does not exist: nothing passes, nothing is a finding', async () => {
  for (const { verdict, reason } of await runsAt('/nowhere')) {
    expect(verdict).toBe('not-applicable');
    expect(reason).toMatch(
      /SingleLogoutService at .*\/nowhere, which answers 404|does not know how|accepts IdP-initiated/,
    );
  }
});

test('one that ends no session: that is the only finding, and nothing passes', async () => {
  const runs = await runsAt('/me');
  expect(runs.filter(({ verdict }) => verdict === 'pass')).toEqual([]);
  expect(runs.filter(({ verdict }) => check.isFinding(verdict))).toMatchObject([
    { id: 'slo-wrong-sessionindex#2', reason: expect.stringContaining('did not end it') },
  ]);
  expect(runs.find(({ id }) => id === 'web-replay-after-logout#1')).toMatchObject({
    verdict: 'not-shown',
    findingOf: 'slo-wrong-sessionindex',
  });
});
