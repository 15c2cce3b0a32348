import { expect, test } from 'vitest';
import { thumbprint, toBase64, toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { encodeRedirect } from '../../saml/bindings/redirect.ts';
import { ApiClient } from '../api/testing/api-client.ts';
import { InvalidInput, type Lab, type NewLabApplication } from '../library.ts';
import { RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();

const keyOf = async (subject: string) => {
  const key = await makeSigningCertificate({ subject, notBefore: new Date('2026-01-01') });
  return { ...key, pem: toPem(key.certificate), print: thumbprint(key.certificate) };
};
const own = await keyOf('CN=own');
const next = await keyOf('CN=next');
const third = await keyOf('CN=third');
const basic = { identifierUris: ['urn:reports'], replyUrls: ['https://reports.example/acs'] };
const metadata = `
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:reports">
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${toBase64(own.certificate)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
    <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://reports.example/acs" index="0"/>
  </SPSSODescriptor>
</EntityDescriptor>`;

const xml = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" IssueInstant="2026-01-01T00:00:00Z"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">urn:reports</Issuer></samlp:AuthnRequest>`;
const requestBy = (endpoint: string, key?: typeof own) =>
  encodeRedirect({
    endpoint,
    parameter: 'SAMLRequest',
    xml,
    ...(key && { sign: { privateKey: key.privateKey } }),
  });

test.each<[string, Partial<NewLabApplication>]>([
  ['certificates', { requestSignatureVerification: { certificates: [own.pem] } }],
  ['metadata', { metadata, requestSignatureVerification: { fromMetadata: true } }],
])('addApplication({ requestSignatureVerification }), from %s', async (_, given) => {
  const lab = await labs.start({ memory: true });
  const tenant = await lab.tenant();
  const application = await tenant.addApplication({ ...basic, ...given });
  const user = await tenant.addUser();
  await tenant.assign(user, application);
  const endpoint = `${lab.start.idp}/${tenant.id}/saml2`;
  const signIn = (request?: string) => tenant.signIn(user, { application, request });
  expect((await signIn(requestBy(endpoint, own))).xml).toContain('InResponseTo="_1"');
  await expect(signIn(requestBy(endpoint))).rejects.toMatchObject({ code: 'AADSTS76021' });
  await expect(signIn(requestBy(endpoint, next))).rejects.toMatchObject({ code: 'AADSTS76023' });
  await expect(signIn()).rejects.toMatchObject({ code: 'AADSTS76026' });
});

test('addApplication refuses what cannot be used, with its place', async () => {
  const lab = await labs.start({ memory: true });
  const tenant = await lab.tenant();
  const refused = async (requestSignatureVerification: object) =>
    tenant
      .addApplication({ ...basic, requestSignatureVerification } as NewLabApplication)
      .catch((error: unknown) =>
        error instanceof InvalidInput ? error.faults.map(({ property }) => property) : error,
      );
  const at = 'requestSignatureVerification';
  expect(await refused({ certificates: ['-----BEGIN x'] })).toEqual([`${at}.certificates.0`]);
  expect(await refused({ allowedWeakAlgorithms: 'md5' })).toEqual([`${at}.allowedWeakAlgorithms`]);
  expect(await refused({ required: true })).toEqual([`${at}.required`]);
  expect(await refused({ fromMetadata: true })).toEqual([`${at}.fromMetadata`]);
  expect(await lab.directory.listApplications(tenant.id)).toEqual([]);
});

test('the HTTP API creates an application that requires signed requests', async () => {
  const lab = await labs.start({ memory: true });
  const api = new ApiClient(lab);
  const { servicePrincipalId: id } = await api.ok<{ servicePrincipalId: string }>(
    'POST',
    '/tenants/contoso.com/applications',
    {
      ...basic,
      requestSignatureVerification: { certificates: [own.pem], allowedWeakAlgorithms: 'rsaSha1' },
    },
  );
  expect(await lab.directory.verificationCertificates(id)).toMatchObject([
    { thumbprint: own.print, usage: 'Verify' },
  ]);
  const app = await lab.directory.findApplication(lab.start.tenantId, { id });
  expect(app?.servicePrincipal).toMatchObject({
    isSignedRequestRequired: 1,
    allowedWeakAlgorithms: 'rsaSha1',
  });
});

const settingsOf = (requestSignatureVerification: object) => ({
  peakon: false as const,
  tenants: [
    {
      domain: 'contoso.com',
      applications: [{ displayName: 'Reports', ...basic, requestSignatureVerification }],
    },
  ],
});
const stored = async ({ directory, start }: Lab) => {
  const app = await directory.findApplication(start.tenantId, { displayName: 'Reports' });
  const list = await directory.verificationCertificates(app?.servicePrincipal.id ?? '');
  return list.map((one) => one.thumbprint).toReversed();
};

test('the settings file gives the list in its order, which an export keeps', async () => {
  const settings = settingsOf({ certificates: [own.pem, next.pem] });
  const lab = await labs.start({ memory: true, settings });
  expect(await stored(lab)).toEqual([own.print, next.print]);
  await lab.applySettings({
    settings: settingsOf({ certificates: [third.pem, own.pem], allowedWeakAlgorithms: 'rsaSha1' }),
  });
  expect(await stored(lab)).toEqual([third.print, own.print]);
  const { settings: exported } = await lab.exportSettings();
  expect(exported.tenants?.[0]?.applications?.[0]?.requestSignatureVerification).toEqual({
    certificates: [third.pem, own.pem],
    allowedWeakAlgorithms: 'rsaSha1',
  });
  const copy = await labs.start({ memory: true, settings: exported });
  expect(await stored(copy)).toEqual([third.print, own.print]);
  expect((await copy.exportSettings()).settings).toEqual(exported);
});

test('the settings file names what cannot be used', async () => {
  const refused = labs.start({
    memory: true,
    settings: settingsOf({ certificates: [own.pem, 'nowhere.cer'] }),
  });
  await expect(refused).rejects.toThrow(
    'tenants[0].applications[0].requestSignatureVerification.certificates[1]: the file nowhere.cer does not exist.',
  );
});
