import { SAML } from '@node-saml/node-saml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, type LabApplication, type LabTenant, startLab } from '../../lab/library.ts';
import { idpSettings } from './testing/idp-metadata.ts';
import { schemaObjections } from './testing/oasis-schemas.ts';
import { samlifyServiceProvider } from './testing/samlify-sp.ts';

const W = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/';
const entityId = 'https://sp.example.test';
const assertionConsumerService = `${entityId}/acs`;

let lab: Lab;
let tenant: LabTenant;
let application: LabApplication;
beforeAll(async () => {
  lab = await startLab({ memory: true, empty: true, ports: { lab: 0, idp: 0, sp: 0 } });
  tenant = await lab.tenant();
  application = await tenant.addApplication({
    identifierUris: [entityId],
    replyUrls: [assertionConsumerService],
    groupClaims: {
      groupMembershipClaims: 'SecurityGroup',
      sourceAttribute: 'netbios_domain_and_sam_account_name',
    },
    appRoles: [
      { displayName: 'Administrators', value: 'Admin' },
      { displayName: 'Writers', value: "Survey.Create<&'>" },
    ],
  });
});
afterAll(() => lab.close());

const inDomain = (name: string) => ({
  displayName: name,
  onPremisesSamAccountName: name,
  onPremisesNetBiosName: 'CONTOSO',
});

/** The attributes of a user as node-saml and samlify read them, from a Response that both verify. */
async function attributesOf(user: string) {
  const { fields, xml } = await tenant.signIn(user, { application });
  expect(await schemaObjections(xml)).toEqual([]);
  const metadata = await (await fetch(application.metadataUrl)).text();
  const idp = idpSettings(metadata);
  const saml = new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: assertionConsumerService,
    entryPoint: idp.redirectUrl,
    idpIssuer: idp.entityId,
    idpCert: idp.certificatePems,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
  });
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: fields.SAMLResponse });
  const sp = await samlifyServiceProvider({ entityId, assertionConsumerService }, metadata);
  return {
    nodeSaml: profile?.attributes as Record<string, unknown>,
    samlify: await sp.attributes(fields.SAMLResponse),
  };
}

test('several groups and roles: other libraries read one attribute with several values', async () => {
  const { userPrincipalName } = await tenant.addUser();
  const sales = await tenant.addGroup({ ...inDomain('sales'), members: [userPrincipalName] });
  await tenant.addGroup({ ...inDomain('staff'), memberGroups: [sales] });
  await tenant.addGroup({ displayName: 'Cloud only', members: [userPrincipalName] });
  await tenant.assign(sales, application, { role: 'Writers' });
  await tenant.assign(userPrincipalName, application, { role: 'Administrators' });
  const { nodeSaml, samlify } = await attributesOf(userPrincipalName);
  for (const attributes of [nodeSaml, samlify]) {
    expect((attributes[`${W}groups`] as string[]).toSorted()).toEqual([
      'CONTOSO\\sales',
      'CONTOSO\\staff',
    ]);
    expect(attributes[`${W}role`]).toEqual(['Admin', "Survey.Create<&'>"]);
  }
});

test('one of each is a single value, and none is no attribute', async () => {
  const { userPrincipalName } = await tenant.addUser();
  await tenant.assign(userPrincipalName, application);
  const none = await attributesOf(userPrincipalName);
  expect(Object.keys(none.nodeSaml)).not.toContain(`${W}role`);
  expect(Object.keys(none.samlify)).not.toContain(`${W}groups`);
  await tenant.addGroup({ ...inDomain('one'), members: [userPrincipalName] });
  await tenant.assign(userPrincipalName, application, { role: 'Admin' });
  const { nodeSaml, samlify } = await attributesOf(userPrincipalName);
  for (const attributes of [nodeSaml, samlify]) {
    expect(attributes[`${W}groups`]).toBe('CONTOSO\\one');
    expect(attributes[`${W}role`]).toBe('Admin');
  }
});
