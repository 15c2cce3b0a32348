import { describe, expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = administeredContosoForEachTest();
const peakon = () => `/admin/apps/${lab.servicePrincipalId}`;
const audit = async () => textOf(await lab.admin.get('/admin/audit'));

describe('users and groups', () => {
  test('a search without results says to create the user first', async () => {
    const page = `${peakon()}/users/add`;
    const search = async (words: string) =>
      textOf(await sendForm(lab.admin, page, { search: words, do: 'search' }));
    expect(await search('N.Obody')).toContain(
      'Nothing matches "N.Obody". Create the user first, under Users.',
    );
    expect(await search('B.Simon')).not.toContain('Nothing matches');
  });

  test('found, ticked over two searches, assigned in a role, searched, removed', async () => {
    const page = `${peakon()}/users/add`;
    const searched = await sendForm(lab.admin, page, { search: 'lee', do: 'search' });
    expect(searched.status).toBe(200);
    const leeId = /name="principal"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="principal"/.exec(
      searched.body,
    );
    const lee = leeId?.[1] ?? leeId?.[2] ?? '';
    const kept = await sendForm(lab.admin, page, { search: 'admin', principal: lee, do: 'search' });
    expect(textOf(kept)).toContain('Selected (1)');
    expect(textOf(kept)).toContain('K. Lee');
    const none = await sendForm(lab.admin, page, { do: 'assign' });
    expect(none.status).toBe(422);
    expect(textOf(none)).toContain('Select at least one user or group.');
    expect((await sendForm(lab.admin, page, { principal: lee, do: 'assign' })).status).toBe(303);
    const list = await lab.admin.get(`${peakon()}/users?search=lee`);
    expect(textOf(list)).toMatch(/K\. Lee .* User User/);
    const assignment = /name="assignment" value="([^"]+)"/.exec(list.body)?.[1] ?? '';
    await sendForm(lab.admin, `${peakon()}/users`, { assignment }, `${peakon()}/users/remove`);
    const after = textOf(await lab.admin.get(`${peakon()}/users`));
    expect(after).toContain('K. Lee is no longer assigned.');
    expect(await audit()).toContain('Remove app role assignment from user');
  });
});
