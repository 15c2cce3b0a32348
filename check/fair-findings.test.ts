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

async function casesReport(...ids: string[]) {
  sp = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    entryPoint: idp.singleSignOn,
  });
  const { report } = await checkForeign(sp, idp, { cases: casesOf(...ids, 'ok-both-signed') });
  expect(report.cases['ok-both-signed']?.verdict).toBe('pass');
  return report.cases;
}

test('accepting a DOCTYPE is one finding, and not a critical one', async () => {
  const cases = await casesReport('xml-doctype', 'xml-external-entity');
  expect(cases['xml-doctype']).toMatchObject({ verdict: 'fail', severity: 'med' });
  const external = cases['xml-external-entity']?.runs ?? [];
  expect(external.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
  const shownThere = external.filter(({ findingOf }) => findingOf === 'xml-doctype');
  expect(shownThere.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'xml-external-entity#2 not-shown',
    'xml-external-entity#3 not-shown',
  ]);
});

test('accepting a DOCTYPE is a finding of the case that was played', async () => {
  const cases = await casesReport('xml-external-entity');
  expect(cases['xml-external-entity']).toMatchObject({
    verdict: 'fail',
    runs: [{}, { verdict: 'fail' }, { verdict: 'fail' }, {}],
  });
});

test('an unsigned Assertion is not sent to a service provider with WantAssertionsSigned', async () => {
  const cases = await casesReport('ok-response-signed');
  expect(cases['ok-response-signed']).toMatchObject({
    verdict: 'not-applicable',
    runs: [{ reason: expect.stringContaining('WantAssertionsSigned') }],
  });
});
