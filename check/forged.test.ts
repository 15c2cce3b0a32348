/** A service provider that knows nobody but its own people is found out by what it falls for, not by the attacker's name. */
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

/** Ids of cases in which a session came to be for the person whom the forged part names. */
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

describe('one that verifies any signature and has no account for the hostile marker', () => {
  test('would refuse the marker, were it honest', async () => {
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
    'is found out where it reads the first Assertion, by --success %s',
    async (success) => {
      const foreign = await start({ misbehaviour: 'verifies-elsewhere' });
      expect(await fooledBy(foreign, xswCases, success)).toEqual(failed(...byFirstAssertion));
    },
  );

  test('is found out where it reads the last Assertion', async () => {
    const foreign = await start({ misbehaviour: 'verifies-elsewhere', reads: 'lastAssertion' });
    expect(await fooledBy(foreign)).toEqual(
      expect.arrayContaining(failed('xsw1', 'xsw4', 'xsw-second-after')),
    );
  });

  test('is found out where it reads the first NameID', async () => {
    const foreign = await start({ misbehaviour: 'verifies-elsewhere', reads: 'firstNameId' });
    expect(await fooledBy(foreign)).toEqual(
      expect.arrayContaining(failed('xsw3', 'xsw7', 'xsw-in-confirmation-data')),
    );
  });

  test('is found out by two Assertions that are both signed, in whichever order it likes them', async () => {
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

test('one that reads what was signed, with an account for everybody or for its people only, is not', async () => {
  for (const options of [{}, { people: [nameId, 'hostile@example.test'] }]) {
    const foreign = await start(options);
    expect(await fooledBy(foreign)).toEqual([]);
    await foreign.close();
  }
});
