import { describe, expect, test } from 'vitest';
import { textOf } from '../../../../testing/administration.ts';
import { tenantId } from '../../../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../../../testing/send-form.ts';
import { signInToPeakon, singleSignOnPage } from '../testing/peakon.ts';

const lab = administeredContosoForEachTest();
const claims = () => `${singleSignOnPage(lab)}/claims`;
const preview = (userId: string) => lab.admin.get(`${claims()}/preview?user=${userId}`);

describe('Preview', () => {
  test('finds users, and says which claims one of them gets and why', async () => {
    const found = textOf(await lab.admin.get(`${claims()}/preview?search=b.sim`));
    expect(found).toContain('B.Simon@contoso.com');
    const { directory } = lab.idp;
    await directory.saveClaim(lab.servicePrincipalId, {
      name: 'kind',
      namespace: '',
      source: { kind: 'constant', value: 'anybody' },
      conditions: [
        { userType: 'AllGuests', source: { kind: 'constant', value: 'guest' } },
        { userType: 'Members', source: { kind: 'attribute', attribute: 'user.surname' } },
      ],
    });
    const text = textOf(await preview(lab.userId));
    expect(text).toContain('Condition 2 (Members) wins: user.surname');
    expect(text).toContain('NameID');
    expect(text).toContain('From user.userprincipalname');
    await directory.updateUser(lab.userId, { surname: '', mail: '' });
    const without = textOf(await preview(lab.userId));
    expect(without).toContain('user.mail is empty, so the claim is left out');
    expect(without).toContain('From "anybody"');
  });

  test('says that a transformation without its input would end the sign-in, as it does', async () => {
    const input = { kind: 'attribute', attribute: 'user.employeeid' } as const;
    await lab.idp.directory.saveClaim(lab.servicePrincipalId, {
      name: 'employeeid_upper',
      namespace: '',
      source: { kind: 'transformation', transformations: [{ method: 'ToUppercase', input }] },
    });
    const text = textOf(await preview(lab.userId));
    expect(text).toContain('The sign-in would fail');
    expect(text).toContain('employeeid_upper: AADSTS501241');
    const refused = textOf(await signInToPeakon(lab));
    expect(refused).toContain(
      "AADSTS501241: Mandatory Input 'sourceClaim' missing from transformation ID 'ToUppercase'.",
    );
    expect(refused).toContain('user.employeeid is empty');
    await lab.idp.directory.updateUser(lab.userId, { employeeId: 'a100001' });
    expect((await signInToPeakon(lab)).response).toContain('>A100001<');
    expect(textOf(await preview(lab.userId))).not.toContain('The sign-in would fail');
  });

  test('of a user of another tenant, or of nobody, is not found', async () => {
    expect((await preview('nope')).status).toBe(404);
  });
});

describe('Advanced settings', () => {
  const advanced = () => `${claims()}/advanced`;
  const response = async () => (await signInToPeakon(lab)).response ?? '';

  test('NameFormat, and optional claims, which a claim of the same name replaces', async () => {
    const uri = 'NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"';
    expect(await response()).not.toContain('NameFormat');
    await sendForm(lab.admin, advanced(), {
      includeAttributeNameFormat: 'on',
      'optional-acct': 'on',
      'optional-email': 'on',
      'optional-upn': 'on',
    });
    const xml = await response();
    expect(xml).toContain(`Name="http://schemas.microsoft.com/identity/claims/tenantid" ${uri}`);
    expect(xml).toContain('identity/claims/acct"');
    expect(xml).toContain('05/identity/claims/upn"');
    expect(xml.match(/claims\/emailaddress"/g)).toHaveLength(1);
  });

  test('Issuer and Audience change only when the signing key was imported', async () => {
    const options = {
      appendApplicationIdToIssuer: 'on',
      audienceOverride: 'https://sp.example.com/all',
    };
    expect((await sendForm(lab.admin, advanced(), options)).status).toBe(303);
    const xml = await response();
    expect(xml).toContain(`<Issuer>https://sts.windows.net/${tenantId}/</Issuer>`);
    expect(xml).not.toContain('https://sp.example.com/all');
    const bad = await sendForm(lab.admin, advanced(), { audienceOverride: 'all of them' });
    expect(bad.status).toBe(422);
    expect(textOf(bad)).toContain('An audience is an absolute URI');
    expect(bad.body).toContain('value="all of them"');
  });

  test('a directory extension is added, given a value, sent, and deleted', async () => {
    const add = (name: string) =>
      sendForm(lab.admin, advanced(), { name, isMultiValued: 'on' }, `${advanced()}/extensions`);
    expect(textOf(await add('two words'))).toContain('A directory extension is called');
    expect((await add('tags')).status).toBe(303);
    const page = await lab.admin.get(advanced());
    const name = /extension_[0-9a-f]{32}_tags/.exec(page.body)?.[0] ?? '';
    const edit = await lab.admin.get(`/admin/users/${lab.userId}/edit`);
    const choices = { accountEnabled: 'on', domain: 'contoso.com', userType: 'Member' };
    const saved = await lab.admin.submit(edit, { ...choices, [name]: 'a\nb' });
    expect(saved.status).toBe(303);
    await sendForm(lab.admin, `${claims()}/new`, {
      name: 'tags',
      namespace: '',
      kind: 'extension',
      extension: name,
    });
    expect(await response()).toContain(
      '<Attribute Name="tags"><AttributeValue>a</AttributeValue><AttributeValue>b</AttributeValue></Attribute>',
    );
    const form = page.forms.find(({ action }) => action?.endsWith('/extensions/delete'));
    await lab.admin.post(`${advanced()}/extensions/delete`, { ...form?.fields });
    expect((await lab.admin.get(advanced())).body).not.toMatch(/<td[^>]*>extension_/);
  });
});
