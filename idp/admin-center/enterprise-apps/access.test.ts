import { describe, expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { bSimon, password, tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = administeredContosoForEachTest();
const peakon = () => `/admin/apps/${lab.servicePrincipalId}`;

describe('who may look at an application and change it', () => {
  test('a member sees the settings read-only, with the role that may change them', async () => {
    const simon = await administrationBrowser(lab, bSimon);
    expect(textOf(await simon.get(peakon()))).toContain('Getting Started');
    const page = await simon.get(`${peakon()}/properties`);
    expect(textOf(page)).toContain('You can view this, but not change it');
    expect(page.body).toMatch(/<button[^>]*disabled[^>]*>Save|<button[^>]*id="save"[^>]*disabled/);
    const refused = await sendForm(simon, `${peakon()}/properties`, { displayName: 'Mine' });
    expect(refused.status).toBe(403);
    expect(textOf(refused)).toContain('Cloud Application Administrator');
    expect(textOf(await simon.get('/admin/apps/new'))).toContain('cannot add an enterprise');
    const test = `${peakon()}/single-sign-on/test`;
    expect((await simon.get(test)).status).toBe(403);
    expect((await lab.admin.get(test)).status).toBe(200);
  });

  test('an owner may change the application without any role, but not how it signs', async () => {
    const added = await sendForm(lab.admin, `${peakon()}/owners/add`, {
      principal: lab.userId,
      do: 'select',
    });
    expect(added.status).toBe(303);
    const simon = await administrationBrowser(lab, bSimon);
    const saved = await sendForm(simon, `${peakon()}/properties`, { displayName: 'Renamed' });
    expect(saved.status).toBe(303);
    const certificates = `${peakon()}/single-sign-on/certificates`;
    const signing = await sendForm(
      simon,
      certificates,
      { signingOption: 'both' },
      `${certificates}/signing`,
    );
    expect(signing.status).toBe(403);
    expect(textOf(signing)).toContain('Cloud Application Administrator');
    await sendForm(
      lab.admin,
      `${peakon()}/owners`,
      { userId: lab.userId },
      `${peakon()}/owners/remove`,
    );
    const after = await sendForm(simon, `${peakon()}/properties`, { displayName: 'Again' });
    expect(after.status).toBe(403);
    expect(textOf(after)).toContain('Cloud Application Administrator');
  });

  test('a Cloud Application Administrator adds applications; the application of another tenant is not there', async () => {
    const { directory } = lab.idp;
    await directory.createUser({
      tenantId,
      userPrincipalName: 'caa@contoso.com',
      displayName: 'App Admin',
      password,
      directoryRoles: ['Cloud Application Administrator'],
    });
    const other = '11111111-0000-cccc-1111-dddd2222eeee';
    await directory.createTenant({ id: other, displayName: 'Fabrikam', domain: 'fabrikam.com' });
    const foreign = await directory.addApplication({ tenantId: other, displayName: 'Theirs' });
    const caa = await administrationBrowser(lab, 'caa@contoso.com');
    expect((await sendForm(caa, '/admin/apps/new/own', { displayName: 'New' })).status).toBe(303);
    expect((await caa.get(`/admin/apps/${foreign.servicePrincipalId}`)).status).toBe(404);
    expect(textOf(await caa.get('/admin/apps'))).not.toContain('Theirs');
  });
});
