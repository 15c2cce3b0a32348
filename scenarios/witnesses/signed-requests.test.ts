import { afterAll, describe, expect, test } from 'vitest';
import { toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { startContoso } from './testing/contoso.ts';
import { idpSettings } from './testing/idp-metadata.ts';
import { nodeSamlServiceProvider } from './testing/node-saml-sp.ts';
import { inBase64 } from './testing/posted-response.ts';
import type { SentRequest } from './testing/request.ts';
import { samlifyServiceProvider } from './testing/samlify-sp.ts';

const contoso = await startContoso();
afterAll(() => contoso.close());

async function keyPair() {
  const { privateKey, certificate } = await makeSigningCertificate({ notBefore: new Date() });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { privateKey: pem, signingCert: toPem(certificate) };
}
const own = await keyPair();
const other = await keyPair();

type Binding = 'redirect' | 'post';
type Key = Awaited<ReturnType<typeof keyPair>>;
type Application = Awaited<ReturnType<typeof contoso.addApplication>>;

/** Service providers that are not ours, each of which signs its requests with a key, or not. */
const libraries: Record<
  string,
  (app: Application, binding: Binding, key?: Key) => Promise<SentRequest>
> = {
  'node-saml': async (app, binding, key) => {
    const settings = idpSettings(await app.metadata());
    const options = { binding, ...(key && { privateKey: key.privateKey }) };
    return nodeSamlServiceProvider(app, settings, options).request('/after?x=1&y=2');
  },
  samlify: async (app, binding, key) => {
    const options = { binding, requestKey: key };
    const sp = await samlifyServiceProvider(app, await app.metadata(), options);
    return sp.request('/after?x=1&y=2');
  },
};

/** The same request with another IssueInstant. */
function changed({ form, ...request }: SentRequest): SentRequest {
  if (!form) return { ...request, url: request.url.replace(/RelayState=[^&]*/, 'RelayState=x') };
  const xml = Buffer.from(form.SAMLRequest ?? '', 'base64').toString('utf8');
  const later = xml.replace(/IssueInstant="\d{4}/, 'IssueInstant="1999');
  expect(later).not.toBe(xml);
  return { ...request, form: { ...form, SAMLRequest: inBase64(later) } };
}

describe.each(Object.entries(libraries))('%s', (_, request) => {
  test.each<Binding>(['redirect', 'post'])(
    'signs its request by %s, which is verified; altered, by another key or not signed it is refused',
    async (binding) => {
      const app = await contoso.addApplication({ requestsSignedBy: own.signingCert });
      const signed = await request(app, binding, own);
      expect(await contoso.refusalOf(changed(signed))).toBe('AADSTS76023');
      expect(await contoso.refusalOf(await request(app, binding, other))).toBe('AADSTS76023');
      expect(await contoso.refusalOf(await request(app, binding))).toBe('AADSTS76021');
      expect(await contoso.refusalOf(signed)).toBeUndefined();
    },
  );
});
