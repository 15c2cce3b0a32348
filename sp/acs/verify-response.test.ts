import { afterAll, beforeAll, expect, test } from 'vitest';
import { thumbprint, toBase64 } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { openResponse } from '../../saml/response.ts';
import { CheckRun } from '../checking/check-run.ts';
import { Browser } from '../testing/browser.ts';
import { buildResponse, encode } from '../testing/build-response.ts';
import { type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';
import { signIn } from './checks/table.ts';
import { verifyResponse } from './verify-response.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());

test('a refused key is named by the certificate in KeyInfo, not by one elsewhere in the message', async () => {
  const stranger = await makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });
  const { certificate: ours } = under.context.key;
  const person = new Browser(under.sp);
  const found = async (key: typeof stranger, before: string) => {
    const xml = await buildResponse({ ...under.context, key }, {});
    const altered = xml.replace('<Issuer', `${before}<Issuer`);
    return (await person.postResponse(encode(altered))).json().found;
  };
  const carries = `The message carries certificate ${thumbprint(stranger.certificate)} (`;
  expect(await found(stranger, '')).toContain(carries);
  const comment = `<!--<X509Certificate>${toBase64(ours)}</X509Certificate>-->`;
  expect(await found(stranger, comment)).toContain(carries);
  // It opens many tags and closes none.
  const flood = `<!--${'<X509Certificate'.repeat(10_000)}-->`;
  expect(await found(stranger, flood)).toContain(carries);
});

test('a stranger who attaches the configured certificate is told apart from a certificate that is not configured', async () => {
  const stranger = await makeSigningCertificate({ notBefore: new Date('2026-01-01T00:00:00Z') });
  const { key } = under.context;
  const person = new Browser(under.sp);
  const post = async (signer: typeof stranger) => {
    const parts = { inResponseTo: await person.startSignIn() };
    return person.postResponse(
      encode(await buildResponse({ ...under.context, key: signer }, parts)),
    );
  };
  const ours = thumbprint(key.certificate);
  const refused = await post({ ...stranger, certificate: key.certificate });
  expect(refused.json()).toMatchObject({
    check: 'signature_key',
    expected: `a signature by the key of certificate ${ours}`,
    found: `a signature by another key. The message carries the configured certificate ${ours} (${key.certificate.subject}), but its key does not verify the signature.`,
    whatToDo: expect.stringMatching(/^Do not upload the certificate again/),
  });
  expect((await post(stranger)).json().whatToDo).toContain('upload it under Integrations');
  expect((await post(key)).statusCode).toBe(303);
});

test('older settings without a certificate trust no key', async () => {
  const { key } = under.context;
  const xml = Buffer.from(await buildResponse(under.context, {}));
  const trusted = { ...key.certificate, thumbprint: 'OURS' };
  const verify = (certificates: (typeof trusted)[]) => {
    using response = openResponse(xml);
    return verifyResponse(
      { response, xml },
      { certificates, allowSha1: false },
      new CheckRun(signIn),
      [],
    );
  };
  expect(() => verify([])).toThrow(expect.objectContaining({ check: 'signature_key' }));
  expect(verify([trusted]).thumbprint).toBe('OURS');
});
