import { describe, expect, test } from 'vitest';
import { identifier, replyUrl, saml, tenantId } from '../../testing/contoso.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import type { Directory } from '../directory.ts';

/** The rules of the write functions, as a program meets them: no page, no compiler. */
const lab = contosoForEachTest();

/** Calls with whatever a JavaScript caller passes. */
type Call = (directory: Directory, id: string, value: never) => Promise<unknown>;

const fault = (property: string, code: string) => ({
  name: 'InvalidInput',
  faults: [expect.objectContaining({ property, code })],
});

interface Rule {
  broken: unknown;
  property: string;
  code: string;
}

/** Each broken value gets its coded fault alone; the control is accepted by the same call. */
function rules(title: string, call: Call, control: unknown, broken: readonly Rule[]): void {
  describe(title, () => {
    test('accepts the control', async () => {
      const { directory } = lab.idp;
      await call(directory, lab.servicePrincipalId, control as never);
    });
    test.each(broken)('refuses $broken: $property $code', async ({ broken, property, code }) => {
      const { directory } = lab.idp;
      const called = call(directory, lab.servicePrincipalId, broken as never);
      await expect(called).rejects.toMatchObject(fault(property, code));
    });
  });
}

const basic = { identifierUris: ['urn:x'], replyUrls: ['https://sp.example.com/acs'] };

rules('configureSaml', (directory, id, value) => directory.configureSaml(id, value), basic, [
  {
    broken: { ...basic, replyUrls: ['http://sp.example.com/acs'] },
    property: 'replyUrls.0',
    code: 'malformed',
  },
  {
    broken: { ...basic, replyUrls: [replyUrl, 'https://a/<companyid>'] },
    property: 'replyUrls.1',
    code: 'malformed',
  },
  {
    broken: { ...basic, identifierUris: ['https://a/<companyid>'] },
    property: 'identifierUris.0',
    code: 'malformed',
  },
  {
    broken: { ...basic, signOnUrl: 'javascript:alert(1)' },
    property: 'signOnUrl',
    code: 'malformed',
  },
  { broken: { ...basic, identifierUris: [] }, property: 'identifierUris.0', code: 'required' },
  { broken: { ...basic, replyUrls: [] }, property: 'replyUrls.0', code: 'required' },
  {
    broken: { ...basic, identifierUris: ['', 'urn:x'] },
    property: 'identifierUris.0',
    code: 'required',
  },
  {
    broken: { ...basic, identifierUris: ['urn:x', 'urn:x'] },
    property: 'identifierUris.1',
    code: 'repeated',
  },
  { broken: { ...basic, replyUrls: replyUrl }, property: 'replyUrls', code: 'type' },
  { broken: { ...basic, relayState: 5 }, property: 'relayState', code: 'type' },
  { broken: { ...basic, singOnUrl: replyUrl }, property: 'singOnUrl', code: 'unknown_property' },
  { broken: null, property: '', code: 'type' },
]);

describe('configureSaml', () => {
  test('accepts plain http on a loopback address', async () => {
    const { directory } = lab.idp;
    const local = { ...basic, replyUrls: ['http://127.0.0.1:3000/acs'] };
    await expect(directory.configureSaml(lab.servicePrincipalId, local)).resolves.toBeUndefined();
  });

  test('accepts plain http elsewhere only in a tenant that allows it, which Entra never does', async () => {
    const { directory } = lab.idp;
    const address = 'http://sp:8080/acs';
    const save = (changes: object) =>
      directory.configureSaml(lab.servicePrincipalId, { ...basic, ...changes });
    for (const changes of [
      { replyUrls: [address] },
      { signOnUrl: address },
      { logoutUrl: address },
    ])
      await expect(save(changes)).rejects.toMatchObject({
        faults: [
          { code: 'malformed', message: expect.stringContaining('http:// is only for localhost') },
        ],
      });
    await directory.setRequestChecks(tenantId, { allowsPlainHttp: true });
    await save({ replyUrls: [address], signOnUrl: address, logoutUrl: address });
    await expect(save({ replyUrls: ['ftp://sp:8080/acs'] })).rejects.toMatchObject(
      fault('replyUrls.0', 'malformed'),
    );
  });

  test('refuses an Identifier of another application, by its position', async () => {
    const { directory } = lab.idp;
    const { servicePrincipalId } = await directory.addApplication({ tenantId, displayName: 'Two' });
    const twin = { ...basic, identifierUris: ['urn:two', identifier] };
    await expect(directory.configureSaml(servicePrincipalId, twin)).rejects.toMatchObject(
      fault('identifierUris.1', 'taken'),
    );
    const own = { ...basic, identifierUris: ['urn:two'] };
    await expect(directory.configureSaml(servicePrincipalId, own)).resolves.toBeUndefined();
  });

  test('unchecked, saved values are accepted that break a rule; an Identifier still has one application', async () => {
    const { directory } = lab.idp;
    const { servicePrincipalId } = await directory.addApplication({ tenantId, displayName: 'Two' });
    const save = (changed: object) =>
      directory.replaceBasicSamlUnchecked(servicePrincipalId, { ...basic, ...changed });
    await save({ replyUrls: ['http://sp.example.com/acs'], signOnUrl: 'javascript:alert(1)' });
    const found = await directory.findApplication(tenantId, { id: servicePrincipalId });
    expect(found).toMatchObject({
      replyUrls: ['http://sp.example.com/acs'],
      servicePrincipal: { loginUrl: 'javascript:alert(1)', preferredSingleSignOnMode: null },
    });
    const twin = save({ identifierUris: ['urn:two', identifier] });
    await expect(twin).rejects.toMatchObject(fault('identifierUris.1', 'taken'));
    const repeated = save({ identifierUris: ['urn:two', 'urn:two'] });
    await expect(repeated).rejects.toMatchObject(fault('identifierUris', 'taken'));
    await expect(save({ replyUrls: replyUrl })).rejects.toMatchObject(fault('replyUrls', 'type'));
  });

  test('without required values, an empty list is accepted, and no other rule is skipped', async () => {
    const { directory } = lab.idp;
    const empty = { identifierUris: [], replyUrls: [] };
    const save = directory.configureSamlWithoutRequiredValues;
    await expect(save(lab.servicePrincipalId, empty)).resolves.toBeUndefined();
    const script = { ...empty, signOnUrl: 'javascript:alert(1)' };
    await expect(save(lab.servicePrincipalId, script)).rejects.toMatchObject(
      fault('signOnUrl', 'malformed'),
    );
  });
});

rules(
  'addApplication',
  (directory, _, value) => directory.addApplication(value),
  { tenantId, displayName: 'Two' },
  [
    { broken: { tenantId, displayName: ' ' }, property: 'displayName', code: 'required' },
    { broken: { tenantId, displayName: 5 }, property: 'displayName', code: 'type' },
    {
      broken: { tenantId, displayName: 'Two', appId: 'two' },
      property: 'appId',
      code: 'malformed',
    },
    {
      broken: { tenantId, displayName: 'Two', appId: '00001111-aaaa-2222-bbbb-3333cccc4444' },
      property: 'appId',
      code: 'taken',
    },
    {
      broken: { tenantId, displayName: 'Two', applicationTemplateId: 'paekon' },
      property: 'applicationTemplateId',
      code: 'unknown',
    },
  ],
);

rules(
  'setProperties',
  (directory, id, value) => directory.setProperties(id, value),
  { displayName: 'Peakon EU', visible: false },
  [
    { broken: { displayName: '' }, property: 'displayName', code: 'required' },
    { broken: { displayName: 'x'.repeat(121) }, property: 'displayName', code: 'too_long' },
    { broken: { notes: 'x'.repeat(1025) }, property: 'notes', code: 'too_long' },
    { broken: { accountEnabled: 'no' }, property: 'accountEnabled', code: 'type' },
    { broken: { acountEnabled: false }, property: 'acountEnabled', code: 'unknown_property' },
  ],
);

rules(
  'setSigning',
  (directory, id, value) => directory.setSigning(id, value),
  { signingOption: 'both', signingAlgorithm: 'sha1' },
  [
    { broken: { signingOption: 'none' }, property: 'signingOption', code: 'unknown' },
    { broken: { signingAlgorithm: 'md5' }, property: 'signingAlgorithm', code: 'unknown' },
    { broken: { signingOption: 1 }, property: 'signingOption', code: 'type' },
  ],
);

rules(
  'addTokenSigningCertificate',
  (directory, id, value) => directory.addTokenSigningCertificate(id, value),
  { endDateTime: new Date('2029-03-01T08:00:00Z') },
  [
    {
      broken: { endDateTime: new Date('2029-03-02T00:00:00Z') },
      property: 'endDateTime',
      code: 'out_of_range',
    },
    {
      broken: { endDateTime: new Date('2026-02-01T00:00:00Z') },
      property: 'endDateTime',
      code: 'out_of_range',
    },
    { broken: { endDateTime: '2028-01-01' }, property: 'endDateTime', code: 'type' },
  ],
);

test('activateCertificate refuses a thumbprint that the application does not have', async () => {
  const { directory } = lab.idp;
  const { thumbprint } = await directory.addTokenSigningCertificate(lab.servicePrincipalId);
  const activate = (wanted: unknown) =>
    directory.activateCertificate(lab.servicePrincipalId, wanted as string);
  const unknown = fault('thumbprint', 'unknown');
  await expect(activate('F'.repeat(40))).rejects.toMatchObject(unknown);
  await expect(activate(undefined)).rejects.toMatchObject(fault('thumbprint', 'type'));
  await expect(activate(thumbprint.toLowerCase())).resolves.toBeUndefined();
});

describe('assign', () => {
  test('refuses an unknown role, and accepts one of the application', async () => {
    const { directory } = lab.idp;
    const both = { servicePrincipalId: lab.servicePrincipalId, userId: lab.userId };
    const unknown = directory.assign({ ...both, appRoleId: 'emperor' });
    await expect(unknown).rejects.toMatchObject(fault('appRoleId', 'unknown'));
    const appRoleId = '00000000-0000-0000-0000-000000000000';
    await expect(directory.assign({ ...both, appRoleId })).resolves.toBeUndefined();
  });

  test('needs exactly one of userId and groupId', async () => {
    const { directory } = lab.idp;
    const { servicePrincipalId, userId } = lab;
    const neither = directory.assign({ servicePrincipalId } as never);
    await expect(neither).rejects.toMatchObject(fault('', 'required'));
    const twice = directory.assign({ servicePrincipalId, userId, groupId: 'g' });
    await expect(twice).rejects.toMatchObject(fault('', 'required'));
    await expect(directory.assign({ servicePrincipalId, userId })).resolves.toBeUndefined();
  });

  test('refuses a user of another tenant', async () => {
    const { directory } = lab.idp;
    const other = 'bbbbcccc-1111-dddd-2222-eeee3333ffff';
    await directory.createTenant({ id: other, displayName: 'Fabrikam', domain: 'fabrikam.com' });
    const { servicePrincipalId } = await directory.addApplication({
      tenantId: other,
      displayName: 'Theirs',
    });
    const foreign = directory.assign({ servicePrincipalId, userId: lab.userId });
    await expect(foreign).rejects.toMatchObject({ name: 'NotFound', kind: 'user' });
  });
});

rules(
  'chooseSaml',
  (directory, id, notify) => directory.chooseSaml(id, notify),
  'admin@contoso.com',
  [
    { broken: '', property: 'notify', code: 'malformed' },
    { broken: 'admin', property: 'notify', code: 'malformed' },
    { broken: `${'x'.repeat(250)}@a.com`, property: 'notify', code: 'malformed' },
    { broken: undefined, property: 'notify', code: 'type' },
  ],
);

describe('an object that does not exist is named', () => {
  const { servicePrincipalId: id, userId } = { servicePrincipalId: 'nope', userId: 'nobody' };
  test.each<[call: string, kind: string, act: (directory: Directory) => Promise<unknown>]>([
    ['configureSaml', 'application', (d) => d.configureSaml(id, basic)],
    ['setProperties', 'application', (d) => d.setProperties(id, { visible: true })],
    ['setSigning', 'application', (d) => d.setSigning(id, { signingOption: 'both' })],
    ['chooseSaml', 'application', (d) => d.chooseSaml(id, 'admin@contoso.com')],
    ['disableSingleSignOn', 'application', (d) => d.disableSingleSignOn(id)],
    ['addTokenSigningCertificate', 'application', (d) => d.addTokenSigningCertificate(id)],
    ['activateCertificate', 'application', (d) => d.activateCertificate(id, 'F'.repeat(40))],
    ['activeSigningKey', 'application', (d) => d.activeSigningKey(id)],
    ['deleteApplication', 'application', (d) => d.deleteApplication(id)],
    ['assign', 'application', (d) => d.assign({ servicePrincipalId: id, userId })],
    ['unassign', 'application', (d) => d.unassign({ servicePrincipalId: id, userId })],
    ['addApplication', 'tenant', (d) => d.addApplication({ tenantId: id, displayName: 'Two' })],
  ])('%s: NotFound, %s', async (_, kind, act) => {
    await expect(act(lab.idp.directory)).rejects.toMatchObject({ name: 'NotFound', kind, id });
  });

  test.each<[call: 'assign' | 'unassign', principal: object, kind: string]>([
    ['assign', { userId }, 'user'],
    ['assign', { groupId: userId }, 'group'],
    ['unassign', { userId }, 'user'],
  ])('%s %o: NotFound, %s', async (call, principal, kind) => {
    const { servicePrincipalId, idp } = lab;
    const called = idp.directory[call]({ servicePrincipalId, ...principal } as never);
    await expect(called).rejects.toMatchObject({ name: 'NotFound', kind, id: userId });
  });
});

test('every write raises the version that a form is checked against', async () => {
  const { directory } = lab.idp;
  const { servicePrincipalId: id } = lab;
  const version = async () =>
    (await directory.findApplication(tenantId, { id }))?.servicePrincipal.version ?? 0;
  const { thumbprint } = await directory.addTokenSigningCertificate(id);
  for (const write of [
    () => directory.configureSaml(id, saml),
    () => directory.setProperties(id, { visible: false }),
    () => directory.setSigning(id, { signingOption: 'both' }),
    () => directory.activateCertificate(id, thumbprint),
    () => directory.addTokenSigningCertificate(id),
  ]) {
    const before = await version();
    await write();
    expect(await version()).toBe(before + 1);
  }
});
