import { beforeAll, describe, expect, test } from 'vitest';
import { allCases, contentText, cut, elementText, signedAssertion } from '../../catalogue/index.ts';
import { randomIds } from '../../store/ids.ts';
import { type CaseMessageParts, CaseMessages } from './case-message.ts';
import { findRun, runsByHand, whyNotByHand } from './runs-by-hand.ts';
import { Spoiler } from './spoiler.ts';
import { type IssuedResponse, issuedResponse } from './testing/issued-response.ts';
import { validResponse } from './valid-response.ts';

const clock = () => new Date('2026-03-01T08:00:00.123Z');
let given: IssuedResponse;
beforeAll(async () => {
  given = await issuedResponse(clock);
});

const newSpoiler = (parts: Partial<CaseMessageParts> = {}) => {
  const all = { clock, ids: randomIds, signingKey: async () => given.key, ...parts };
  return new Spoiler(all.clock, new CaseMessages(all));
};
const xmlOf = (response: IssuedResponse['issued']['response']) =>
  Buffer.from(response.fields.SAMLResponse, 'base64').toString('utf8');

describe('a spoilt response', () => {
  test('replaces the next response, once', async () => {
    const spoiler = newSpoiler();
    const { issued } = given;
    expect(await spoiler.alterResponse(issued)).toBe(issued.response);
    await spoiler.arm('sig-stripped');
    const spoilt = await spoiler.alterResponse(issued);
    expect(xmlOf(issued.response)).toContain('<Signature');
    expect(xmlOf(spoilt)).not.toContain('<Signature');
    expect(spoilt.action).toBe(issued.response.action);
    expect(spoilt.replacement).toMatchObject({ by: 'lab home', case: 'sig-stripped' });
    expect(await spoiler.alterResponse(issued)).toBe(issued.response);
    expect(spoiler.armed).toBeUndefined();
    expect(spoiler.history).toMatchObject([
      {
        run: { id: 'sig-stripped' },
        at: clock(),
        assertionConsumerService: issued.response.action,
        sent: {},
      },
    ]);
  });

  test('replaces only one of two responses that are sent at once', async () => {
    const spoiler = newSpoiler();
    await spoiler.arm('sig-stripped');
    const both = await Promise.all([
      spoiler.alterResponse(given.issued),
      spoiler.alterResponse(given.issued),
    ]);
    expect(both.filter((response) => response === given.issued.response)).toHaveLength(1);
  });

  test('is not sent after it was cancelled', async () => {
    const spoiler = newSpoiler();
    await spoiler.arm('sig-stripped');
    expect(spoiler.cancel(spoiler.armed?.number ?? 0)).toBe(true);
    expect(await spoiler.alterResponse(given.issued)).toBe(given.issued.response);
    expect(spoiler.history).toEqual([]);
  });

  test('is refused for an unknown case or one that needs more than a sign-in; what was armed stays', async () => {
    const spoiler = newSpoiler();
    await spoiler.arm('sig-stripped');
    for (const [id, code] of [
      ['sig-no-such', 'unknown_case'],
      ['sig-stripped#2', 'unknown_case'],
      ['', 'unknown_case'],
      ['__proto__', 'unknown_case'],
      ['web-double-post#1', 'not_by_hand'],
      ['xml-billion-laughs#1', 'not_by_hand'],
      ['ok-enc-aes256-cbc', 'not_by_hand'],
    ] as const)
      await expect(spoiler.arm(id), id).rejects.toMatchObject({ code });
    expect(spoiler.armed?.run.id).toBe('sig-stripped');
  });

  test('is replaced by the valid one, with a reason, when it cannot be built', async () => {
    const spoiler = newSpoiler({ signingKey: () => Promise.reject(new Error('No key.')) });
    await spoiler.arm('sig-stripped');
    expect(await spoiler.alterResponse(given.issued)).toBe(given.issued.response);
    expect(spoiler.history).toMatchObject([{ sent: undefined, failure: 'No key.' }]);
    expect(spoiler.armed).toBeUndefined();
  });

  test('can be built the next time after making the untrusted key failed', async () => {
    // Read when it is armed, when it is sent, and for the key's start of validity, which is no valid date.
    const times = [clock(), clock(), new Date(Number.NaN)];
    const spoiler = newSpoiler({ clock: () => times.shift() ?? clock() });
    const failures: (string | undefined)[] = [];
    for (let n = 0; n < 2; n++) {
      await spoiler.arm('sig-stripped');
      await spoiler.alterResponse(given.issued);
      failures.push(spoiler.history[0]?.failure);
    }
    expect(failures).toEqual([expect.any(String), undefined]);
  });

  test('is built from plain claims when the case finds nothing to alter, and not for any other error', async () => {
    const { issued } = given;
    const withPlain = (xml: unknown): typeof issued => ({
      ...issued,
      plain: async () => xml as string,
    });
    const spoiler = newSpoiler();
    await spoiler.arm('sig-stripped');
    const bare = withPlain(cut(xmlOf(issued.response), 'AttributeStatement'));
    expect(xmlOf(await spoiler.alterResponse(bare))).toContain('<AttributeStatement');
    await spoiler.arm('sig-stripped');
    await spoiler.alterResponse(withPlain(undefined));
    expect(spoiler.history[0]).toMatchObject({
      sent: undefined,
      failure: expect.stringContaining('undefined'),
    });
  });

  test('can also change the encoding of the form field and the RelayState', async () => {
    const issued = {
      ...given.issued,
      response: {
        ...given.issued.response,
        fields: { ...given.issued.response.fields, RelayState: 'kept' },
      },
    };
    const relayStateOf = async (id: string) => {
      const spoiler = newSpoiler();
      await spoiler.arm(id);
      return (await spoiler.alterResponse(issued)).fields.RelayState;
    };
    expect(await relayStateOf('sig-stripped')).toBe('kept');
    expect(await relayStateOf('ok-relaystate-forms#1')).toBeUndefined();
    expect(await relayStateOf('ok-relaystate-forms#2')).toBe('');
    const spoiler = newSpoiler();
    await spoiler.arm('ok-base64-wrapped');
    expect((await spoiler.alterResponse(issued)).fields.SAMLResponse).toContain('\r\n');
  });
});

test('the valid response has the NameID, claims and audience of the identity provider’s response', async () => {
  const xml = xmlOf(given.issued.response);
  const newId = () => `_${'1'.repeat(32)}`;
  const spec = await validResponse({ ...given, newId, now: clock() });
  const signed = signedAssertion(spec);
  for (const name of ['NameID', 'AttributeStatement', 'AuthnStatement', 'Audience', 'Issuer'])
    expect(elementText(signed, name), name).toBe(elementText(xml, name));
  expect(contentText(signed, 'X509Certificate')).toBe(contentText(xml, 'X509Certificate'));
});

test('every run that is offered can be built from a response of the identity provider', async () => {
  const runs = allCases.flatMap(runsByHand);
  expect(runs.length).toBeGreaterThan(200);
  const spoiler = newSpoiler();
  for (const { id } of runs) {
    await spoiler.arm(id);
    await spoiler.alterResponse(given.issued);
    expect(spoiler.history[0]?.failure, id).toBeUndefined();
  }
});

test('every run is either offered or has a reason why not', () => {
  for (const of of allCases)
    for (const [n, run] of of.runs.entries()) {
      const id = of.runs.length > 1 ? `${of.id}#${n + 1}` : of.id;
      const why = whyNotByHand(run);
      if (why === undefined) expect(findRun(id)).toMatchObject({ id, of, run });
      else expect(why).toMatch(/^[A-Z].*\.$/);
    }
});
