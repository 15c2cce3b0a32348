import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import type { Browser } from '../../testing/browser.ts';
import { bSimon, type Contoso, contoso, password, tenantId } from '../../testing/contoso.ts';
import { sendForm } from '../../testing/send-form.ts';
import { ADDING_TAKES } from './add-application.tsx';

let lab: Contoso;
let admin: Browser;
beforeEach(async () => {
  lab = await contoso();
  admin = await administrationBrowser(lab);
});
afterEach(() => lab.idp.close());

const peakon = () => `/admin/apps/${lab.servicePrincipalId}`;
const audit = async () => textOf(await admin.get('/admin/audit'));

describe('a new application', () => {
  test('comes from the gallery: searched, created, added by the clock', async () => {
    const search = await admin.get('/admin/apps/new?search=peak');
    expect(textOf(search)).toContain('Peakon');
    expect(textOf(search)).not.toContain('Salesforce');
    const created = await sendForm(admin, '/admin/apps/new/peakon', { displayName: 'Peakon 2' });
    const overview = String(created.headers.location);
    const adding = await admin.get(overview);
    expect(textOf(adding)).toContain('Peakon 2 is being added');
    expect(adding.headers.refresh).toBe('1');
    lab.advance(ADDING_TAKES + 1);
    const ready = await admin.get(overview);
    expect(textOf(ready)).toContain('Getting Started');
    expect(ready.headers.refresh).toBeUndefined();
    expect(await audit()).toContain('Add service principal');
  });

  test('of one’s own needs a name, and starts with assignment required', async () => {
    const refused = await sendForm(admin, '/admin/apps/new/own', { displayName: '  ' });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('Enter a name for the application.');
    const long = await sendForm(admin, '/admin/apps/new/own', { displayName: 'x'.repeat(121) });
    expect(long.body).toContain(`value="${'x'.repeat(121)}"`);
    const created = await sendForm(admin, '/admin/apps/new/own', { displayName: 'Mine' });
    const page = await admin.get(`${created.headers.location}/properties`);
    expect(page.body).toMatch(
      /id="appRoleAssignmentRequired-yes"[^>]*checked|checked[^>]*id="appRoleAssignmentRequired-yes"/,
    );
  });

  test('that the gallery does not have is not found', async () => {
    expect((await admin.get('/admin/apps/new/nothing')).status).toBe(404);
    expect(textOf(await admin.get('/admin/apps/new?search=nothing'))).toContain('nothing named');
  });
});

test('10,000 applications: pages and search', async () => {
  const { directory } = lab.idp;
  for (let i = 0; i < 10_000; i++)
    await directory.addApplication({ tenantId, displayName: `Application ${i}` });
  for (const [url, expected] of [
    ['/admin/apps', '1 to 50 of 10001'],
    ['/admin/apps?page=200', '9951 to 10000 of 10001'],
    ['/admin/apps?search=tion 77', '1 to 50 of 111'],
    ['/admin/apps?search=100%25', 'No application matches "100%"'],
  ] as const) {
    const page = await admin.get(url);
    expect(textOf(page).replaceAll(',', ''), url).toContain(expected);
  }
}, 120_000);

describe('properties', () => {
  const fields = {
    displayName: 'Peakon',
    accountEnabled: 'yes',
    appRoleAssignmentRequired: 'yes',
    visible: 'no',
    notes: 'Line one\nline two',
  };

  test('are saved, and said so once', async () => {
    const saved = await sendForm(admin, `${peakon()}/properties`, fields);
    expect(saved.status).toBe(303);
    const page = await admin.get(`${peakon()}/properties`);
    expect(textOf(page)).toContain('Properties saved.');
    expect(page.body).toContain('Line one\nline two');
    expect(textOf(await admin.get(`${peakon()}/properties`))).not.toContain('Properties saved.');
    const app = await lab.idp.directory.findApplicationByName(tenantId, 'Peakon');
    expect(app?.servicePrincipal).toMatchObject({ visible: 0, accountEnabled: 1 });
  });

  test('keep what was typed when a rule is broken, and say which', async () => {
    const refused = await sendForm(admin, `${peakon()}/properties`, {
      ...fields,
      displayName: '',
      notes: 'n'.repeat(1025),
    });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('2 fields need another look');
    expect(textOf(refused)).toContain('these have 1025');
    expect(refused.body).toContain('n'.repeat(1025));
    const app = await lab.idp.directory.findApplicationByName(tenantId, 'Peakon');
    expect(app?.servicePrincipal.visible).toBe(1);
  });

  test('of two who edit at once the second sees both values, and may save over', async () => {
    const colleague = await administrationBrowser(lab);
    const page = await admin.get(`${peakon()}/properties`);
    const { _csrf = '', version = '' } = hidden(page.body, `${peakon()}/properties`);
    await sendForm(colleague, `${peakon()}/properties`, { ...fields, notes: 'Theirs' });
    const late = await admin.post(`${peakon()}/properties`, {
      _csrf,
      version,
      ...fields,
      notes: 'Mine',
    });
    expect(late.status).toBe(409);
    expect(textOf(late)).toContain('Theirs Mine');
    expect(textOf(late)).not.toContain('Visible to users?');
    expect(await notes()).toBe('Theirs');
    expect((await admin.submit(late)).status).toBe(303);
    expect(await notes()).toBe('Mine');
  });

  test('that nobody else touched do not stand in each other’s way', async () => {
    const page = await admin.get(`${peakon()}/properties`);
    const { _csrf = '', version = '' } = hidden(page.body, `${peakon()}/properties`);
    await lab.idp.directory.addTokenSigningCertificate(lab.servicePrincipalId);
    await lab.idp.directory.configureSaml(lab.servicePrincipalId, {
      identifierUris: ['urn:x'],
      replyUrls: ['https://x.example/acs'],
    });
    const saved = await admin.post(`${peakon()}/properties`, { _csrf, version, ...fields });
    expect(saved.status).toBe(303);
  });

  const notes = async () =>
    (await lab.idp.directory.findApplicationByName(tenantId, 'Peakon'))?.servicePrincipal.notes;
});

test('Delete asks first, and then everything is gone', async () => {
  const asked = await admin.get(`${peakon()}/delete`);
  expect(textOf(asked)).toContain('Delete Peakon?');
  expect((await sendForm(admin, `${peakon()}/delete`, {})).headers.location).toBe('/admin/apps');
  expect(textOf(await admin.get('/admin/apps'))).toContain('Peakon was deleted.');
  expect((await admin.get(peakon())).status).toBe(404);
  const { _csrf = '' } = (await admin.get('/admin/apps/new/own')).form.fields;
  expect((await admin.post(`${peakon()}/delete`, { _csrf })).status).toBe(404);
  expect(await audit()).toContain('Remove service principal');
});

describe('roles', () => {
  test('a member may look, and is told what it takes to change', async () => {
    const simon = await administrationBrowser(lab, bSimon);
    expect(textOf(await simon.get(peakon()))).toContain('Getting Started');
    const page = await simon.get(`${peakon()}/properties`);
    expect(textOf(page)).toContain('You can look at this, but not change it');
    expect(page.body).toMatch(/<button[^>]*disabled[^>]*>Save|<button[^>]*id="save"[^>]*disabled/);
    const refused = await sendForm(simon, `${peakon()}/properties`, { displayName: 'Mine' });
    expect(refused.status).toBe(403);
    expect(textOf(refused)).toContain('Cloud Application Administrator');
    expect(textOf(await simon.get('/admin/apps/new'))).toContain('may not add an enterprise');
    expect((await simon.get(`${peakon()}/single-sign-on/test`)).status).toBe(403);
  });

  test('an owner may change the application without any role, but not how it signs', async () => {
    const added = await sendForm(admin, `${peakon()}/owners/add`, {
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
    await sendForm(
      admin,
      `${peakon()}/owners`,
      { userId: lab.userId },
      `${peakon()}/owners/remove`,
    );
    const after = await sendForm(simon, `${peakon()}/properties`, { displayName: 'Again' });
    expect(after.status).toBe(403);
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

describe('users and groups', () => {
  test('searched for somebody who does not exist: says that a user comes first', async () => {
    const page = `${peakon()}/users/add`;
    const search = async (words: string) =>
      textOf(await sendForm(admin, page, { search: words, do: 'search' }));
    expect(await search('N.Obody')).toContain(
      'Nobody here matches "N.Obody". A user has to be created before, under Users.',
    );
    expect(await search('B.Simon')).not.toContain('Nobody here');
  });

  test('found, ticked over two searches, assigned in a role, searched, removed', async () => {
    const page = `${peakon()}/users/add`;
    const searched = await sendForm(admin, page, { search: 'lee', do: 'search' });
    expect(searched.status).toBe(200);
    const leeId = /name="principal"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="principal"/.exec(
      searched.body,
    );
    const lee = leeId?.[1] ?? leeId?.[2] ?? '';
    const kept = await sendForm(admin, page, { search: 'admin', principal: lee, do: 'search' });
    expect(textOf(kept)).toContain('Selected (1)');
    expect(textOf(kept)).toContain('K. Lee');
    const none = await sendForm(admin, page, { do: 'assign' });
    expect(none.status).toBe(422);
    expect((await sendForm(admin, page, { principal: lee, do: 'assign' })).status).toBe(303);
    const list = await admin.get(`${peakon()}/users?search=lee`);
    expect(textOf(list)).toMatch(/K\. Lee .* User User/);
    const assignment = /name="assignment" value="([^"]+)"/.exec(list.body)?.[1] ?? '';
    await sendForm(admin, `${peakon()}/users`, { assignment }, `${peakon()}/users/remove`);
    const after = textOf(await admin.get(`${peakon()}/users`));
    expect(after).toContain('K. Lee is no longer assigned.');
    expect(await audit()).toContain('Remove app role assignment from user');
  });
});

function hidden(body: string, action: string): Record<string, string> {
  const form = body.slice(body.indexOf(`action="${action}"`));
  return Object.fromEntries(
    [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
      .reverse()
      .map(([, name = '', value = '']) => [name, value]),
  );
}
