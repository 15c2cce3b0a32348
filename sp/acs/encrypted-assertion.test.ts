import type { KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificate } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { ns } from '../../saml/names.ts';
import { readSpDescriptor } from '../../saml/sp-descriptor.ts';
import { aes, type Encryption } from '../../saml/testing/encrypt.ts';
import { answerTo, expectRefusal } from '../testing/answers.ts';
import { Browser } from '../testing/browser.ts';
import type { ResponseParts } from '../testing/build-response.ts';
import { type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());

/** As an identity provider finds them in our metadata. */
async function encryptionKeys(): Promise<KeyObject[]> {
  const { rawPayload } = await under.sp.app.inject('/saml/contoso/metadata');
  const { encryptionCertificates } = readSpDescriptor(rawPayload);
  return encryptionCertificates.map((each) => readCertificate(Buffer.from(each)).publicKey);
}

async function answer(request: string, e: Partial<Encryption> = {}, parts: ResponseParts = {}) {
  const [to] = await encryptionKeys();
  if (!to) throw new Error('There is no encryption certificate.');
  return answerTo(under, request, {
    parts: { sign: 'response', encrypt: { to, ...e }, ...parts },
  });
}

async function signIn(e: Partial<Encryption> = {}, parts: ResponseParts = {}) {
  const person = new Browser(under.sp);
  return person.postResponse(await answer(await person.startSignIn(), e, parts));
}

const flipLast = (octets: Buffer) => {
  const copy = Buffer.from(octets);
  copy[copy.length - 17] = (copy[copy.length - 17] ?? 0) ^ 0x80;
  return copy;
};

describe('an encrypted assertion in a signed Response', () => {
  test.each(Object.entries(aes))('signs in with %s', async (_, method) => {
    expect((await signIn({ method })).statusCode).toBe(303);
  });

  test('signs in with either key, and with the former one after a renewal', async () => {
    const [first, second] = await encryptionKeys();
    if (!first || !second) throw new Error('There are not two keys.');
    expect((await signIn({ to: second })).statusCode).toBe(303);
    await under.sp.administration.renewDecryptionKey();
    expect((await signIn({ to: first })).statusCode).toBe(303);
    expect((await signIn()).statusCode).toBe(303);
    expect((await signIn({ to: second })).json().check).toBe('decryption');
  });

  test('shows how it was encrypted', async () => {
    const person = new Browser(under.sp);
    await person.postResponse(await answer(await person.startSignIn(), { method: aes.gcm256 }));
    expect((await person.get('/account')).body).toContain(aes.gcm256);
  });

  test('is judged by the same rules as an unencrypted one', async () => {
    const other = { audiences: [['https://other.example.test']] };
    expect((await signIn({}, other)).json().check).toBe('audience');
  });
});

describe('refused', () => {
  test('for another key, and accepted for ours', async () => {
    const { certificate } = await makeSigningCertificate({ notBefore: new Date('2026-01-01') });
    const person = new Browser(under.sp);
    const request = await person.startSignIn();
    const foreign = await answer(request, { to: certificate.publicKey });
    await expectRefusal(person, foreign, { check: 'decryption', found: 'does not decrypt' });
    expect((await person.postResponse(await answer(request))).statusCode).toBe(303);
  });

  describe('for another certificate', () => {
    const named = (issuer: string, serial: string) =>
      `<X509Data><X509IssuerSerial><X509IssuerName>${issuer}</X509IssuerName><X509SerialNumber>${serial}</X509SerialNumber></X509IssuerSerial></X509Data>`;
    const foundOf = async (e: Partial<Encryption>) => {
      const { certificate } = await makeSigningCertificate({ notBefore: new Date('2026-01-01') });
      const refused = (await signIn({ to: certificate.publicKey, ...e })).json();
      expect(refused.check).toBe('decryption');
      return String(refused.found);
    };
    const ours = async () => {
      const { rawPayload } = await under.sp.app.inject('/saml/contoso/metadata');
      return readSpDescriptor(rawPayload).encryptionCertificates.map((each) =>
        BigInt(`0x${readCertificate(Buffer.from(each)).serialNumber}`).toString(),
      );
    };

    test('names it, if the message does, and ours', async () => {
      const found = await foundOf({ recipient: named('CN=Other', '4711') });
      expect(found).toContain('for the certificate with serial number 4711 of CN=Other; ours have');
      for (const serial of await ours())
        expect(found).toContain(`${serial} (CN=Peakon token encryption)`);
    });

    test('says that the message names none, and names ours', async () => {
      const found = await foundOf({});
      expect(found).toContain('does not name the certificate');
      for (const serial of await ours()) expect(found).toContain(serial);
    });

    test('the control: whom the message names decides nothing', async () => {
      expect((await signIn({ recipient: named('CN=Other', '4711') })).statusCode).toBe(303);
    });
  });

  test('with RSA 1.5', async () => {
    const person = new Browser(under.sp);
    const weak = { transport: `${ns.xenc}rsa-1_5` };
    await expectRefusal(person, await answer(await person.startSignIn(), weak), {
      check: 'encryption_algorithm',
      found: 'rsa-1_5',
    });
  });

  test.each(['none', 'assertion'] as const)('with signature of %s', async (sign) => {
    const person = new Browser(under.sp);
    const unsigned = await answer(await person.startSignIn(), {}, { sign });
    await expectRefusal(person, unsigned, { check: 'signature_present', found: 'is not signed' });
    const { title, detail, whatToDo } = (await person.postResponse(unsigned)).json();
    expect(`${title} ${detail}`).toContain('decrypts an assertion only in a signed Response');
    expect(`${title} ${detail}`).not.toContain('Neither');
    expect(whatToDo).toContain('"Sign SAML response and assertion"');
  });

  test('in plain text without a signature, with the words for that', async () => {
    const person = new Browser(under.sp);
    const plain = await answerTo(under, await person.startSignIn(), { parts: { sign: 'none' } });
    const { title, detail } = (await person.postResponse(plain)).json();
    expect(`${title} ${detail}`).toContain('Neither the Response nor its assertion is signed');
  });

  test('with the same words for every fault inside', async () => {
    const seen = new Set<string>();
    const spoiled: Partial<Encryption>[] = [
      { alterData: flipLast },
      { alterKey: flipLast },
      { alterData: (octets) => octets.subarray(0, 32) },
      { method: aes.gcm128, alterData: flipLast },
    ];
    for (const e of spoiled) {
      const { statusCode, body } = await signIn(e);
      seen.add(
        `${statusCode} ${body.replace(/\b_[0-9a-f]{40}\b|\d+ bytes|"(?:requestId|exchange)":"[^"]+"/g, '*')}`,
      );
    }
    expect([...seen]).toEqual([expect.stringContaining('"check":"decryption"')]);
  });
});
