import { describe, expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = administeredContosoForEachTest();
const peakon = () => `/admin/apps/${lab.servicePrincipalId}`;

describe('properties', () => {
  const fields = {
    displayName: 'Peakon',
    accountEnabled: 'yes',
    appRoleAssignmentRequired: 'yes',
    visible: 'no',
    notes: 'Line one\nline two',
  };

  test('are saved, and said so once', async () => {
    const saved = await sendForm(lab.admin, `${peakon()}/properties`, fields);
    expect(saved.status).toBe(303);
    const page = await lab.admin.get(`${peakon()}/properties`);
    expect(textOf(page)).toContain('Properties saved.');
    expect(page.body).toContain('Line one\nline two');
    expect(textOf(await lab.admin.get(`${peakon()}/properties`))).not.toContain(
      'Properties saved.',
    );
    const app = await lab.idp.directory.findApplication(tenantId, { displayName: 'Peakon' });
    expect(app?.servicePrincipal).toMatchObject({ visible: 0, accountEnabled: 1 });
  });

  test('keep what was typed when a rule is broken, and say which', async () => {
    const refused = await sendForm(lab.admin, `${peakon()}/properties`, {
      ...fields,
      displayName: '',
      notes: 'n'.repeat(1025),
    });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('2 fields have errors');
    expect(textOf(refused)).toContain('these have 1025');
    expect(refused.body).toContain('n'.repeat(1025));
    const app = await lab.idp.directory.findApplication(tenantId, { displayName: 'Peakon' });
    expect(app?.servicePrincipal.visible).toBe(1);
  });

  test('of two who edit at once the second sees both values, and may save over', async () => {
    const colleague = await administrationBrowser(lab);
    const page = await lab.admin.get(`${peakon()}/properties`);
    const { _csrf = '', version = '' } = hidden(page.body, `${peakon()}/properties`);
    await sendForm(colleague, `${peakon()}/properties`, { ...fields, notes: 'Theirs' });
    const late = await lab.admin.post(`${peakon()}/properties`, {
      _csrf,
      version,
      ...fields,
      notes: 'Mine',
    });
    expect(late.status).toBe(409);
    expect(textOf(late)).toContain('Theirs Mine');
    expect(textOf(late)).not.toContain('Visible to users?');
    expect(await notes()).toBe('Theirs');
    expect((await lab.admin.submit(late)).status).toBe(303);
    expect(await notes()).toBe('Mine');
  });

  test('of different sections can be saved at the same time', async () => {
    const page = await lab.admin.get(`${peakon()}/properties`);
    const { _csrf = '', version = '' } = hidden(page.body, `${peakon()}/properties`);
    await lab.idp.directory.addTokenSigningCertificate(lab.servicePrincipalId);
    await lab.idp.directory.configureSaml(lab.servicePrincipalId, {
      identifierUris: ['urn:x'],
      replyUrls: ['https://x.example/acs'],
    });
    const saved = await lab.admin.post(`${peakon()}/properties`, { _csrf, version, ...fields });
    expect(saved.status).toBe(303);
  });

  const notes = async () =>
    (await lab.idp.directory.findApplication(tenantId, { displayName: 'Peakon' }))?.servicePrincipal
      .notes;
});

function hidden(body: string, action: string): Record<string, string> {
  const form = body.slice(body.indexOf(`action="${action}"`));
  return Object.fromEntries(
    [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
      .reverse()
      .map(([, name = '', value = '']) => [name, value]),
  );
}
