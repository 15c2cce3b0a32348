/** A service provider without an account for the attacker fails by accepting a forgery, not by showing the attacker's name. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { allCases, asHostile, honestSpec, signedAssertion } from '../catalogue/index.ts';
import { seededIds } from '../catalogue/testing/cast.ts';
import {
  allSigners,
  type CheckIdentityProvider,
  temporaryIdentityProvider,
} from './identity/identity-provider.ts';
import { casesOf, checkForeign, clock } from './testing/check-with.ts';
import { type ForeignSp, type ForeignSpOptions, startForeignSp } from './testing/foreign-sp.ts';

const nameId = 'B.Simon@contoso.com';
let idp: CheckIdentityProvider;
let sp: ForeignSp | undefined;

beforeAll(async () => {
  idp = await temporaryIdentityProvider(clock());
});
afterEach(() => sp?.close());

async function start(options: Partial<ForeignSpOptions>): Promise<ForeignSp> {
  sp = await startForeignSp({
    idpCertificate: idp.key.certificateBase64,
    entryPoint: idp.singleSignOn,
    people: [nameId],
    ...options,
  });
  return sp;
}

/** Cases in which a session for the forged user was opened. */
const xswCases = allCases.filter(({ group }) => group === 'xsw');

async function fooledBy(foreign: ForeignSp, cases = xswCases, success?: string) {
  const { report } = await checkForeign(foreign, idp, { cases, ...(success && { success }) });
  return Object.values(report.cases)
    .filter(({ runs }) => runs.some(({ outcome }) => outcome === 'hostile'))
    .map(({ id, verdict }) => [id, verdict]);
}

const failed = (...ids: string[]) => ids.map((id) => [id, 'fail']);
const byFirstAssertion = [
  ...['xsw1', 'xsw2', 'xsw3', 'xsw4', 'xsw5', 'xsw6', 'xsw8', 'xsw-in-confirmation-data'],
  ...['xsw-donor-document', 'xsw-signature-position', 'xsw-attribute-pollution'],
  'xsw-namespace-confusion',
];

describe('a service provider that verifies any signature, without an account for the hostile marker', () => {
  test('refuses a valid response for the marker', async () => {
    const { metadata, url } = await start({ misbehaviour: 'verifies-elsewhere' });
    const honest = honestSpec({
      cast: { ...(await allSigners(idp.key, clock())), encryptionCertificates: [] },
      idpEntityId: idp.entityId,
      identity: { nameId },
      relayState: undefined,
      sp: { entityId: metadata, acs: `${url}/acs` },
      inResponseTo: undefined,
      newId: seededIds('forged'),
      now: clock(),
    });
    const post = async (xml: string) => {
      const body = new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64') });
      return (await fetch(`${url}/acs`, { method: 'POST', body, redirect: 'manual' })).status;
    };
    expect(await post(signedAssertion(asHostile(honest)))).toBe(403);
    expect(await post(signedAssertion(honest))).toBe(302);
  });

  test.each([undefined, '/user/email', 'status'])(
    'fails if it reads the first Assertion, with --success %s',
    async (success) => {
      const foreign = await start({ misbehaviour: 'verifies-elsewhere' });
      expect(await fooledBy(foreign, xswCases, success)).toEqual(failed(...byFirstAssertion));
    },
  );

  test('fails if it reads the last Assertion', async () => {
    const foreign = await start({ misbehaviour: 'verifies-elsewhere', reads: 'lastAssertion' });
    expect(await fooledBy(foreign)).toEqual(
      expect.arrayContaining(failed('xsw1', 'xsw4', 'xsw-second-after')),
    );
  });

  test('fails if it reads the first NameID', async () => {
    const foreign = await start({ misbehaviour: 'verifies-elsewhere', reads: 'firstNameId' });
    expect(await fooledBy(foreign)).toEqual(
      expect.arrayContaining(failed('xsw3', 'xsw7', 'xsw-in-confirmation-data')),
    );
  });

  test('fails with two signed Assertions, whichever it reads', async () => {
    for (const reads of ['firstAssertion', 'lastAssertion'] as const) {
      const foreign = await start({ misbehaviour: 'verifies-elsewhere', reads });
      const cases = casesOf('proto-two-assertions');
      const { report } = await checkForeign(foreign, idp, { cases });
      const outcomes = report.cases['proto-two-assertions']?.runs.map(({ outcome }) => outcome);
      expect(outcomes?.toSorted()).toEqual(['none', 'session']);
      await foreign.close();
    }
  });
});

test.each([
  ['the session is that of the signer, whom whoami names', 'med'],
  ['whoami names nobody, so it may be that of the forged person', 'crit'],
])('a forgery that is passed over: %s', async (_, severity) => {
  const foreign = await start({
    misbehaviour: 'verifies-elsewhere',
    reads: 'signedNameId',
    people: [nameId, 'hostile@example.test'],
  });
  const cases = casesOf('xsw3', 'xsw4');
  const nameless = { ...foreign, whoami: `${foreign.url}/` };
  const { report } = await (severity === 'med'
    ? checkForeign(foreign, idp, { cases })
    : checkForeign(nameless, idp, { cases, success: 'text:Welcome' }));
  for (const { verdict, runs, ...found } of Object.values(report.cases)) {
    expect([verdict, found.severity]).toEqual(['fail', severity]);
    for (const { reason } of runs)
      expect(reason.includes('the session belongs to the signer; nobody was harmed')).toBe(
        severity === 'med',
      );
  }
});

test('a service provider that reads only signed content passes, with or without an account for the marker', async () => {
  for (const options of [{}, { people: [nameId, 'hostile@example.test'] }]) {
    const foreign = await start(options);
    expect(await fooledBy(foreign)).toEqual([]);
    await foreign.close();
  }
});

test('a page that lists the claims of both users does not show whose session it is, which is no finding', async () => {
  const claims = new Map<string, string>();
  const foreign = await start({
    people: [nameId, 'hostile@example.test'],
    onForm: (form) => {
      const xml = Buffer.from(form.get('SAMLResponse') ?? '', 'base64').toString();
      claims.set('last', xml.replace(/<[^>]*>/g, ' '));
    },
    route: (path, response, request) => {
      if (path !== '/claims') return false;
      const signedIn = request.headers.cookie?.includes('sid=') ?? false;
      response.end(signedIn ? claims.get('last') : '');
      return true;
    },
  });
  const { report } = await checkForeign({ ...foreign, whoami: `${foreign.url}/claims` }, idp, {
    cases: casesOf('cond-friendlyname-spoof'),
    concurrency: 1,
  });
  const [first, , third] = report.cases['cond-friendlyname-spoof']?.runs ?? [];
  expect(first?.verdict).toBe('inert-ok');
  expect(third).toMatchObject({
    verdict: 'not-shown',
    reason: expect.stringContaining('names both users: set --success'),
  });
  expect(report.cases['cond-friendlyname-spoof']?.verdict).toBe('inert-ok');
});
