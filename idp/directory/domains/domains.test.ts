import { expect, test } from 'vitest';
import { toPem } from '../../../certs/certificate.ts';
import { makeSigningCertificate } from '../../../certs/signing-certificate.ts';
import {
  bSimon,
  expectFault,
  expectNotFound,
  fabrikam,
  now,
  smallDirectoryForEachTest,
  tenantId,
  untyped,
} from '../testing/small-directory.ts';
import { createUser } from '../users/create-user.ts';
import { updateUser } from '../users/update-user.ts';
import { findUser } from '../users/users.ts';
import {
  domainFederationOf,
  federateDomain,
  makeDomainManaged,
  setMockIdentityProvider,
} from './domain-federation.ts';
import { createDomain, deleteDomain, domainsOf } from './domains.ts';

const lab = smallDirectoryForEachTest();
const domain = 'adatum.com';
const key = await makeSigningCertificate({ notBefore: now });
const own = {
  issuerUri: 'https://idp.adatum.com/saml',
  passiveSignInUri: 'https://idp.adatum.com/sso',
  signingCertificate: toPem(key.certificate),
};
const fRoss = {
  tenantId,
  userPrincipalName: `f.ross@${domain}`,
  displayName: 'F. Ross',
  password: bSimon.password,
};

test.each<[name: unknown, code: string]>([
  ['', 'domain'],
  ['adatum', 'domain'],
  ['a b.com', 'domain'],
  ['CONTOSO.com', 'taken'],
  ['fabrikam.com', 'taken'],
  [7, 'type'],
])('a new domain %o is refused as %s', async (name, code) => {
  await expectFault(createDomain(lab.db, tenantId, untyped(name)), 'name', code);
  await createDomain(lab.db, tenantId, ' Adatum.COM ');
  expect(await domainsOf(lab.db, tenantId)).toEqual([
    { id: 'contoso.com', authenticationType: 'Managed', isInitial: true },
    { id: domain, authenticationType: 'Managed', isInitial: false },
  ]);
});

test('a domain is removed unless it is the initial one, or users have names in it', async () => {
  await createDomain(lab.db, tenantId, domain);
  const { id } = await createUser(lab.db, fRoss, now);
  await expectFault(deleteDomain(lab.db, tenantId, 'contoso.com'), 'name', 'initial_domain');
  await expectFault(deleteDomain(lab.db, tenantId, domain), 'name', 'in_use');
  await expectNotFound(deleteDomain(lab.db, fabrikam, domain), 'domain', domain);
  await updateUser(lab.db, id, { userPrincipalName: 'f.ross@contoso.com' });
  await deleteDomain(lab.db, tenantId, domain);
  expect(await domainsOf(lab.db, tenantId)).toHaveLength(1);
});

test.each<[property: string, value: unknown, code: string]>([
  ['issuerUri', '', 'uri'],
  ['issuerUri', 'idp', 'uri'],
  ['issuerUri', 'urn:x y', 'uri'],
  ['passiveSignInUri', '', 'address'],
  ['passiveSignInUri', 'javascript:alert(1)', 'address'],
  ['passiveSignInUri', 'http://idp.adatum.com/sso', 'address'],
  ['signingCertificate', '', 'required'],
  ['signingCertificate', 'nonsense', 'not_a_certificate'],
  ['nextSigningCertificate', 'nonsense', 'not_a_certificate'],
  ['displayName', 'x'.repeat(257), 'too_long'],
  ['preferredAuthenticationProtocol', 'wsFed', 'protocol'],
  ['federatedIdpMfaBehavior', 'always', 'mfa_behavior'],
  ['federatedIdpMfaBehavior', 1, 'type'],
  ['signingUri', 'x', 'unknown_property'],
])('refuses %s %o as %s', async (property, value, code) => {
  await createDomain(lab.db, tenantId, domain);
  const broken = untyped({ ...own, [property]: value });
  await expectFault(federateDomain(lab.db, tenantId, domain, untyped(broken)), property, code);
  expect(await domainFederationOf(lab.db, tenantId, domain)).toBeUndefined();
  await federateDomain(lab.db, tenantId, domain, own);
  expect(await domainFederationOf(lab.db, tenantId, domain)).toMatchObject({
    issuerUri: own.issuerUri,
    isMock: false,
    federatedIdpMfaBehavior: 'acceptIfMfaDoneByFederatedIdp',
    preferredAuthenticationProtocol: 'saml',
  });
});

test('the initial domain cannot be federated; an issuer belongs to one domain', async () => {
  await expectFault(federateDomain(lab.db, tenantId, 'contoso.com', {}), 'name', 'initial_domain');
  await createDomain(lab.db, tenantId, domain);
  await createDomain(lab.db, fabrikam, 'tailspin.com');
  await federateDomain(lab.db, tenantId, domain, own);
  await expectFault(federateDomain(lab.db, fabrikam, 'tailspin.com', own), 'issuerUri', 'taken');
  await federateDomain(lab.db, tenantId, domain, own);
  await makeDomainManaged(lab.db, tenantId, domain);
  await federateDomain(lab.db, fabrikam, 'tailspin.com', own);
});

test('the mock identity provider has switches; another one has none', async () => {
  await createDomain(lab.db, tenantId, domain);
  const set = () => setMockIdentityProvider(lab.db, tenantId, domain, { outOfOrder: true });
  await expectFault(set(), 'name', 'not_mock');
  await federateDomain(lab.db, tenantId, domain, own);
  await expectFault(set(), 'name', 'not_mock');
  await federateDomain(lab.db, tenantId, domain, {});
  await set();
  expect(await domainFederationOf(lab.db, tenantId, domain)).toMatchObject({ isMock: true });
});

test('the immutable ID: made for the mock identity provider, required for another one, unique in the tenant', async () => {
  const idOf = async (name: string) =>
    (await findUser(lab.db, tenantId, name))?.onPremisesImmutableId;
  await createDomain(lab.db, tenantId, domain);
  await createUser(lab.db, fRoss, now);
  expect(await idOf(fRoss.userPrincipalName)).toBeNull();
  await federateDomain(lab.db, tenantId, domain, {});
  expect(await idOf(fRoss.userPrincipalName)).toMatch(/^[0-9A-F]{32}$/);
  const second = { ...fRoss, userPrincipalName: `g@${domain}` };
  const { id } = await createUser(lab.db, second, now);
  expect(await idOf(`g@${domain}`)).toMatch(/^[0-9A-F]{32}$/);
  expect(await idOf(bSimon.userPrincipalName)).toBeNull();

  await federateDomain(lab.db, tenantId, domain, own);
  const third = { ...fRoss, userPrincipalName: `h@${domain}` };
  const property = 'onPremisesImmutableId';
  await expectFault(createUser(lab.db, third, now), property, 'required');
  await expectFault(updateUser(lab.db, id, { [property]: '' }), property, 'required');
  await expectFault(
    updateUser(lab.db, lab.userId, { userPrincipalName: `b@${domain}` }),
    property,
    'required',
  );
  await expectFault(
    createUser(lab.db, { ...third, [property]: 'a b' }, now),
    property,
    'immutable_id',
  );
  await createUser(lab.db, { ...third, [property]: 'H+/=1' }, now);
  await expectFault(updateUser(lab.db, id, { [property]: 'H+/=1' }), property, 'taken');
  await updateUser(lab.db, id, { [property]: 'h+/=1' });
  expect(await idOf(`g@${domain}`)).toBe('h+/=1');
});
