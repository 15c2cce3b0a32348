/** Findings have the right severity, and nothing that the service provider's metadata rules out is a finding. */
import { afterEach, beforeAll, expect, test } from 'vitest';
import {
  type CheckIdentityProvider,
  temporaryIdentityProvider,
} from './identity/identity-provider.ts';
import { casesOf, checkForeign, clock } from './testing/check-with.ts';
import { type ForeignSp, startForeignSp } from './testing/foreign-sp.ts';

let idp: CheckIdentityProvider;
let sp: ForeignSp;

beforeAll(async () => {
  idp = await temporaryIdentityProvider(clock());
});
afterEach(() => sp.close());

async function caseReport(id: string) {
  sp = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    entryPoint: idp.singleSignOn,
  });
  const { report } = await checkForeign(sp, idp, { cases: casesOf(id, 'ok-both-signed') });
  expect(report.cases['ok-both-signed']?.verdict).toBe('pass');
  return report.cases[id];
}

test('accepting a DOCTYPE without fetching anything is a finding, but not a critical one', async () => {
  const found = await caseReport('xml-external-entity');
  expect(found).toMatchObject({
    verdict: 'fail',
    severity: 'med',
    risk: expect.not.stringContaining('reads files'),
  });
  const failed = found?.runs.filter(({ verdict }) => verdict === 'fail') ?? [];
  expect(failed.map(({ id }) => id)).toEqual(['xml-external-entity#2', 'xml-external-entity#3']);
  for (const { reason, note } of failed) {
    expect(reason).toBe('The DOCTYPE was accepted; nothing was fetched.');
    expect(note).toContain('Nothing fetched it');
  }
});

test('an unsigned Assertion is not sent to a service provider with WantAssertionsSigned', async () => {
  expect(await caseReport('ok-response-signed')).toMatchObject({
    verdict: 'not-applicable',
    runs: [{ reason: expect.stringContaining('WantAssertionsSigned') }],
  });
});
