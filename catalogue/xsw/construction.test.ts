/** Each message is the attack that its title says: a careless service provider accepts it. */
import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openResponse } from '../../saml/response.ts';
import { asHostile } from '../honest.ts';
import { hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { runsOf } from '../testing/play-run.ts';
import { genuineAssertion, genuineAssertionOfBoth, genuineResponse } from './genuine.ts';
import { xswCases } from './index.ts';
import { readers, verifiesSomewhere } from './testing/careless.ts';

const { cast, idp } = await testCast();
const { publicKey, der } = idp.certificate;
const certificates = [{ publicKey: new X509Certificate(der).publicKey, thumbprint: 'T' }];

const fresh = (): ResponseSpec => testSpec(cast);

/** Cases whose message is the same document to every parser, and the careless reader that each is aimed at. */
const meantFor: Record<string, keyof typeof readers> = {
  xsw1: 'firstAssertion',
  xsw2: 'firstAssertion',
  xsw3: 'firstAssertion',
  xsw4: 'firstAssertion',
  xsw5: 'firstAssertion',
  xsw6: 'firstAssertion',
  xsw7: 'firstNameId',
  xsw8: 'firstAssertion',
  'xsw-second-after': 'lastAssertion',
  'xsw-in-confirmation-data': 'firstNameId',
  'xsw-donor-document': 'firstAssertion',
  'xsw-signature-position': 'firstAssertion',
  'xsw-attribute-pollution': 'firstAssertion',
  'xsw-namespace-confusion': 'firstAssertion',
};

const runs = runsOf(xswCases);
const plain = runs.filter(({ id }) => id in meantFor);

async function xmlOf({ run }: (typeof runs)[number], spec = fresh()): Promise<string> {
  const { xml } = (await run.message?.(spec)) ?? {};
  if (typeof xml !== 'string') throw new Error('The run has no text message.');
  return xml;
}

describe('a careless service provider', () => {
  test('accepts the valid message, and not one with changed content', () => {
    const { xml } = genuineAssertion(fresh());
    expect(verifiesSomewhere(xml, publicKey)).toBe(true);
    expect(verifiesSomewhere(xml.replaceAll('B.Simon@', 'b.simon@'), publicKey)).toBe(false);
    expect(readers.firstAssertion(xml)).toBe('B.Simon@contoso.com');
  });

  test.each(plain)('$name: finds a valid signature and reads the forged NameID', async (row) => {
    const xml = await xmlOf(row);
    expect(verifiesSomewhere(xml, publicKey)).toBe(true);
    const reader = meantFor[row.id];
    expect(reader && readers[reader](xml)).toBe('B.Simon@contoso.com');
  });
});

const donors = ['xsw-donor-document', 'xsw-void-c14n'];
const carriesGenuine = plain.filter(({ id }) => !donors.includes(id));

test.each(carriesGenuine)('$name: keeps the signed element byte for byte', async (row) => {
  const xml = await xmlOf(row);
  const kept = [genuineResponse, genuineAssertion, genuineAssertionOfBoth]
    .map((make) => make(asHostile(fresh())))
    .filter(({ stripped, signed }) => xml.includes(stripped) || xml.includes(signed));
  expect(kept).not.toEqual([]);
});

/** The runs of a case send different messages, except for the two signing modes. */
test('the runs of a case differ', async () => {
  for (const { id, runs: ofCase } of xswCases) {
    const rows = runs.filter((row) => row.id === id);
    const modes = rows.filter(({ name }) => name.includes('both signed')).length;
    const messages = await Promise.all(rows.map((row) => xmlOf(row)));
    expect([id, new Set(messages).size]).toEqual([id, ofCase.length - modes]);
  }
});

describe('schema', () => {
  const errorsOf = async (row: (typeof runs)[number]) => {
    using response = openResponse(Buffer.from(await xmlOf(row)));
    return response.schemaErrors;
  };

  test.each(runs.filter(({ name }) => name.includes('schema-valid')))(
    '$name: is valid',
    async (row) => {
      expect(await errorsOf(row)).toEqual([]);
    },
  );

  test.each(runs.filter(({ run }) => run.check === 'schema'))('$name: is invalid', async (row) => {
    expect(await errorsOf(row)).not.toEqual([]);
  });
});

/** Without the schema, which would refuse the message first. */
describe('the verifier without the schema', () => {
  test.each(plain)('$name: never returns the forged identity', async (row) => {
    using response = openResponse(Buffer.from(await xmlOf(row)));
    try {
      const { assertion } = response.verify({ certificates });
      expect(row.id).toBe('xsw7');
      expect(assertion.nameID?.value).toBe(hostileIdentity);
    } catch (error) {
      expect(error).toMatchObject({
        code: expect.stringMatching(/^signature_/),
      });
    }
  });
});
