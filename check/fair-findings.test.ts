/** What a finding is called, and that none is made of what the service provider's own metadata rules out. */
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

test('a DOCTYPE that is taken without fetching anything is a finding, and not a critical one', async () => {
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

test('an Assertion without a signature of its own is not sent to who publishes that it wants one', async () => {
  expect(await caseReport('ok-response-signed')).toMatchObject({
    verdict: 'not-applicable',
    runs: [{ reason: expect.stringContaining('WantAssertionsSigned') }],
  });
});
