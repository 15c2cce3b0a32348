import { describe, expect, test } from 'vitest';
import { testCast, testSpec } from '../testing/cast.ts';
import { ownCase } from '../testing/own-case.ts';
import { CaseFileFault, caseFromFile, readCaseFile, writeCaseFile } from './case-file.ts';

const faultsOf = (text: string): readonly string[] => {
  try {
    readCaseFile(text);
    return [];
  } catch (error) {
    if (!(error instanceof CaseFileFault)) throw error;
    return error.faults;
  }
};
const altered = (change: object) => JSON.stringify({ ...ownCase, ...change });

test('a file gives the case back', () => {
  expect(readCaseFile(writeCaseFile(ownCase))).toEqual(ownCase);
});

describe('a sentence for each fault', () => {
  test.each<[string, string, string[]]>([
    ['no JSON', '{', [expect.stringMatching(/^It is not JSON/) as unknown as string]],
    ['a list', '[]', ['It must be an object.']],
    [
      'another id',
      altered({ id: 'xsw1' }),
      ['id must be "own-" and lower-case words with hyphens, such as own-audience.'],
    ],
    ['an unknown property', altered({ more: 1 }), ['more is not part of a case.']],
    [
      'another verdict and key',
      altered({ verdict: 'maybe', key: 1 }),
      ['verdict must be accept or reject.', 'key must be trusted or unknown.'],
    ],
    [
      'a request that asks for something else',
      altered({ request: { isPassive: true } }),
      [
        'request must be an object with forceAuthn: true, with authnContext: a class, or with both.',
      ],
    ],
    [
      'what is missing',
      JSON.stringify({ ...ownCase, title: undefined }),
      ['title is missing: it must be a sentence: what is unusual about the response.'],
    ],
    [
      'an unknown placeholder',
      altered({ message: '{{user}}' }),
      [expect.stringMatching(/^message has \{\{user\}\}, which is none of/) as unknown as string],
    ],
  ])('%s', (_, text, faults) => {
    expect(faultsOf(text)).toEqual(faults);
  });
});

describe('the message', async () => {
  const { cast } = await testCast();
  const spec = testSpec(cast);
  const made = async (change: object = {}) => {
    const [run] = caseFromFile({ ...ownCase, ...change }).runs;
    const message = await run?.message?.(spec);
    return { ...message, xml: String(message?.xml) };
  };
  test('is for this service provider, user, request and time', async () => {
    const { xml } = await made();
    expect(xml).not.toContain('{{');
    for (const value of [
      spec.sp.acs,
      '_request-1',
      'B.Simon@contoso.com',
      '2026-01-31T07:55:00.000Z',
      '<AttributeValue>Simon</AttributeValue>',
      'https://other.example.test',
    ])
      expect(xml).toContain(value);
    expect(xml).toMatch(/<Assertion [^>]*><Issuer>[^<]*<\/Issuer><Signature /);
  });
  test('is signed, changed, encrypted and encoded as the file says', async () => {
    expect((await made({ signed: ['Response'] })).xml).toMatch(
      /<samlp:Response [^>]*><Issuer[^>]*>[^<]*<\/Issuer><Signature /,
    );
    expect((await made({ signed: [] })).xml).not.toContain('<Signature');
    expect((await made({ changedAfterSigning: 'white-space' })).xml).toContain('>\n<');
    expect((await made({ changedAfterSigning: 'instant' })).xml).toContain(
      'IssueInstant="2026-01-31T08:00:00.001Z"',
    );
    expect((await made({ encrypted: true })).xml).toMatch(/<\/samlp:Status><EncryptedAssertion/);
    expect((await made({ key: 'unknown' })).xml).toContain(cast.stranger.certificateBase64);
    const { encode, xml } = await made({ encoding: 'base64 twice' });
    expect(
      Buffer.from(
        Buffer.from(encode?.(Buffer.from(xml)) ?? '', 'base64').toString(),
        'base64',
      ).toString(),
    ).toBe(xml);
  });
});
