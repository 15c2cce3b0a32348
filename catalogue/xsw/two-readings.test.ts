/** Messages that are two documents: each is read in both ways, the careless one as text edits. */
import { describe, expect, test } from 'vitest';
import { openResponse } from '../../saml/response.ts';
import { hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import { digestMethod, digestValue } from '../signature-methods.ts';
import { testCast, testSpec } from '../testing/cast.ts';
import { runsOf } from '../testing/play-run.ts';
import { xswDoctypeDifferential } from './doctype-differential.ts';
import { xswEntityInId } from './entity-in-id.ts';
import { xswMultipleRoots } from './multiple-roots.ts';
import { xswReadFromRaw } from './read-from-raw.ts';
import { xswRoundtrip } from './roundtrip.ts';
import { readers, verifiesSomewhere } from './testing/careless.ts';
import { xswVoidC14n } from './void-c14n.ts';

const { cast, idp } = await testCast();
const { publicKey } = idp.certificate;
const spec = (): ResponseSpec => testSpec(cast);

async function messages(one: Parameters<typeof runsOf>[0][number]): Promise<string[]> {
  return Promise.all(
    one.runs.map(async (run) => String((await run.message?.(spec()))?.xml ?? 'none')),
  );
}

const genuine = (xml: string) =>
  verifiesSomewhere(xml, publicKey) && readers.firstAssertion(xml) === hostileIdentity;
const forged = (xml: string) => readers.firstAssertion(xml) === spec().assertion.nameIdValue;

const withoutComments = (xml: string) => xml.replace(/<!--[\s\S]*?-->/g, '');
const withoutDoctype = (xml: string) => xml.replace(/^<!DOCTYPE[^[>]*(\[[^\]]*\])?>/, '');

test('xsw-multiple-roots: one root is genuine, the other forged', async () => {
  const [forgedFirst = '', genuineFirst = ''] = await messages(xswMultipleRoots);
  const roots = (xml: string) => xml.split(/(?<=<\/samlp:Response>)/);
  expect(roots(forgedFirst).map(genuine)).toEqual([false, true]);
  expect(roots(forgedFirst).map(forged)).toEqual([true, false]);
  expect(roots(genuineFirst).map(genuine)).toEqual([true, false]);
  expect(roots(genuineFirst).map(forged)).toEqual([false, true]);
});

test('xsw-entity-in-id: expanded, the Reference names the forged root as well', async () => {
  const [xml = ''] = await messages(xswEntityInId);
  const expanded = withoutDoctype(xml).replace('&signed;', spec().response.id);
  expect(verifiesSomewhere(expanded, publicKey)).toBe(true);
  expect(forged(expanded)).toBe(true);
  expect(expanded.split(` ID="${spec().response.id}"`)).toHaveLength(3);
});

describe('xsw-doctype-differential', () => {
  test('#1: one reading is forged, the other genuine', async () => {
    const [xml = ''] = await messages(xswDoctypeDifferential);
    const quotesHonoured = xml.replace("<!DOCTYPE samlp:Response SYSTEM 'x\"><!--'>", '');
    expect(forged(quotesHonoured)).toBe(true);
    const quotesIgnored = withoutComments(xml.replace(/^<!DOCTYPE[^>]*>/, ''));
    expect(genuine(quotesIgnored)).toBe(true);
  });

  test('#2: the Signature in Extensions is valid with the ATTLIST, and none without it', async () => {
    const [, xml = ''] = await messages(xswDoctypeDifferential);
    const disbelieved = withoutDoctype(xml);
    expect(forged(disbelieved)).toBe(true);
    expect(verifiesSomewhere(disbelieved, publicKey)).toBe(false);
    const believed = disbelieved.replace(
      'urn:example:elsewhere',
      'http://www.w3.org/2000/09/xmldsig#',
    );
    expect(verifiesSomewhere(believed, publicKey)).toBe(true);
  });
});

describe('xsw-roundtrip', () => {
  test('#1: the genuine root emerges from the system identifier', async () => {
    const [xml = ''] = await messages(xswRoundtrip);
    const [, literal = ''] = /SYSTEM '([^']*)'/.exec(xml) ?? [];
    expect(forged(xml.replace(/^<!DOCTYPE samlp:Response SYSTEM '[^']*'>/, ''))).toBe(true);
    const written = xml.replace(`'${literal}'`, () => `"${literal}"`);
    const readAgain = withoutComments(written).replace('<!DOCTYPE samlp:Response SYSTEM "">', '');
    expect(genuine(readAgain)).toBe(true);
  });

  test('#2: the genuine Assertion emerges from the namespace URI', async () => {
    const [, xml = ''] = await messages(xswRoundtrip);
    expect(forged(xml)).toBe(true);
    const written = xml.replace(/ xmlns:a="([^"]*)"/, (declaration: string) =>
      declaration.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
    );
    expect(genuine(withoutComments(written))).toBe(true);
  });

  test('#3: the root gets the ID of the signed Response', async () => {
    const [, , xml = ''] = await messages(xswRoundtrip);
    const written = xml.replace(/ ID="[^"]*" samlp::ID=/, ' ID=');
    expect(written).not.toBe(xml);
    expect(verifiesSomewhere(written, publicKey)).toBe(true);
    expect(forged(written)).toBe(true);
    expect(written.split(` ID="${spec().response.id}"`)).toHaveLength(3);
  });
});

test('xsw-void-c14n: the value is valid and the digest is that of nothing', async () => {
  const nothing = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
  expect(digestValue(digestMethod.sha256, '')).toBe(nothing);
  for (const xml of await messages(xswVoidC14n)) {
    expect(xml).toContain(`<DigestValue>${nothing}</DigestValue>`);
    expect(xml).toContain(' xmlns:a="1"');
    expect(forged(xml)).toBe(true);
    // Canonicalisation must fail for the attack to succeed; otherwise it would need the digest of the forged text.
    expect(verifiesSomewhere(xml, publicKey)).toBe(false);
  }
});

test.each(runsOf([xswReadFromRaw]))('$name: the signature is valid', async ({ run }) => {
  const xml = String((await run.message?.(spec()))?.xml);
  using response = openResponse(Buffer.from(xml));
  const { assertion } = response.verify({ certificates: [{ publicKey, thumbprint: 'T' }] });
  const names = [spec().assertion.nameIdValue, hostileIdentity];
  const [signed = '', beside = ''] = run.forged ? names.toReversed() : names;
  expect(assertion.nameID?.value).toBe(signed);
  expect(JSON.stringify(assertion)).not.toContain(beside);
});
