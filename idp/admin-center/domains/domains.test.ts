import { expect, test } from 'vitest';
import { toPem } from '../../../certs/certificate.ts';
import { makeSigningCertificate } from '../../../certs/signing-certificate.ts';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { bSimon, tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = administeredContosoForEachTest();
const page = '/admin/domains/adatum.com';
const federation = `${page}/federation`;
const add = (name: string) => sendForm(lab.admin, '/admin/domains/new', { name });
const federationOf = () => lab.idp.directory.domainFederationOf(tenantId, 'adatum.com');

test('adds a domain, federates it with the mock identity provider, and makes it managed again', async () => {
  const refused = await add('adatum');
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('A domain looks like contoso.com');
  expect((await add('Adatum.com')).headers.location).toBe(page);
  expect(textOf(await lab.admin.get('/admin/domains'))).toContain('adatum.com Verified No');

  const federatedIdpMfaBehavior = 'acceptIfMfaDoneByFederatedIdp';
  const mock = { identityProvider: 'mock', federatedIdpMfaBehavior };
  await sendForm(lab.admin, page, mock, federation);
  const shown = textOf(await lab.admin.get(page));
  expect(shown).toContain('adatum.com is federated.');
  expect(shown).toContain('http://adatum.com/adfs/services/trust/');
  expect(shown).toContain('http://localhost:4100/adfs/adatum.com/ls/');
  expect(shown).toContain('CN=ADFS Signing - samlab mock, until 2029-');
  expect(shown).toContain('http://localhost:4100/federationmetadata/saml20/federationmetadata.xml');
  expect(textOf(await lab.admin.get('/admin/domains'))).toContain('adatum.com Verified Yes');

  await sendForm(lab.admin, page, { outOfOrder: 'on' }, `${page}/mock`);
  expect(textOf(await lab.admin.get(page))).toContain('Sign-ins of this domain stop at a page');
  await sendForm(lab.admin, page, {}, `${page}/managed`);
  expect(await federationOf()).toBeUndefined();
  expect(textOf(await lab.admin.get('/admin/audit'))).toContain('Set domain authentication');
});

test('federates it with an identity provider of yours; a broken rule keeps what was typed', async () => {
  await add('adatum.com');
  const key = await makeSigningCertificate({ notBefore: lab.now() });
  const own = {
    identityProvider: 'own',
    issuerUri: 'https://idp.adatum.com',
    passiveSignInUri: 'https://idp.adatum.com/sso',
    signingCertificate: toPem(key.certificate),
    federatedIdpMfaBehavior: 'rejectMfaByFederatedIdp',
  };
  const empty = await sendForm(lab.admin, page, { identityProvider: 'own' }, federation);
  expect(empty.status).toBe(422);
  expect(textOf(empty)).toContain('Enter the issuer (entity ID)');
  const wrong = await sendForm(lab.admin, page, { ...own, signingCertificate: 'x' }, federation);
  expect(wrong.status).toBe(422);
  expect(wrong.body).toContain('value="https://idp.adatum.com/sso"');
  expect(await federationOf()).toBeUndefined();
  await sendForm(lab.admin, page, own, federation);
  expect(await federationOf()).toMatchObject({
    isMock: false,
    issuerUri: own.issuerUri,
    federatedIdpMfaBehavior: 'rejectMfaByFederatedIdp',
  });
});

test('another save since the form was opened is not overwritten', async () => {
  await add('adatum.com');
  const { forms } = await lab.admin.get(page);
  const form = forms.find(({ action }) => action === federation);
  await lab.idp.directory.federateDomain(tenantId, 'adatum.com', { displayName: 'First' });
  await lab.admin.post(federation, { ...form?.fields, displayName: 'Second' });
  expect(textOf(await lab.admin.get(page))).toContain('Nothing was saved');
  expect((await federationOf())?.displayName).toBe('First');
});

test('the initial domain can be neither federated nor removed; a domain in use is not removed', async () => {
  const initial = textOf(await lab.admin.get('/admin/domains/contoso.com'));
  expect(initial).toContain('The initial domain of a tenant cannot be federated.');
  await add('adatum.com');
  await lab.idp.directory.createUser({
    tenantId,
    userPrincipalName: 'x@adatum.com',
    displayName: 'X',
    password: 'Correct-Horse-1',
  });
  await sendForm(lab.admin, page, {}, `${page}/delete`);
  expect(textOf(await lab.admin.get(page))).toContain('The user x@adatum.com has a name');
  const user = await lab.idp.directory.findUser(tenantId, 'x@adatum.com');
  await lab.idp.directory.deleteUser(user?.id ?? '');
  await sendForm(lab.admin, page, {}, `${page}/delete`);
  expect((await lab.admin.get(page)).status).toBe(404);
});

test('a user without the role reads, and changes nothing', async () => {
  await add('adatum.com');
  const reader = await administrationBrowser(lab, bSimon);
  const shown = await reader.get(page);
  expect(textOf(shown)).toContain(
    'Required role: Domain Name Administrator, Cloud Application Administrator',
  );
  expect(shown.forms).toEqual([]);
  expect((await reader.get('/admin/domains/new')).status).toBe(403);
});
