import { expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../../testing/administration.ts';
import { appId, tenantId, unassigned } from '../../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../../testing/send-form.ts';

const lab = administeredContosoForEachTest();
const page = () => `/admin/apps/${lab.servicePrincipalId}/secrets`;
const permissions = () => `/admin/apps/${lab.servicePrincipalId}/api-permissions`;

const add = (fields: Record<string, string> = {}) =>
  sendForm(lab.admin, page(), { displayName: 'CI', expires: '180', ...fields }, `${page()}/new`);

/** The roles in a token for this client secret; undefined when it is refused. */
async function rolesFor(secret: string): Promise<unknown> {
  const answer = await lab.idp.app.inject({
    method: 'POST',
    url: `/${tenantId}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: secret,
      scope: 'https://graph.microsoft.com/.default',
    }).toString(),
  });
  const { access_token: token } = answer.json<{ access_token?: string }>();
  if (token === undefined) return undefined;
  const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(claims) as { roles?: unknown }).roles ?? [];
}

test('a client secret is shown once, works with the permissions that were granted, and can be deleted', async () => {
  const overview = await lab.admin.get(`/admin/apps/${lab.servicePrincipalId}`);
  expect(overview.body).toContain(`href="${page()}"`);
  const added = await add({ expires: '90' });
  expect(added.status).toBe(200);
  const secret = /<code>([\w-]{43})<\/code>/.exec(added.body)?.[1] ?? '';
  expect(await rolesFor(secret)).toEqual([]);
  const listed = await lab.admin.get(page());
  expect(listed.body).not.toContain(secret);
  expect(textOf(listed)).toContain(`CI 2026-05-30 ${secret.slice(0, 3)}…`);

  const given = { permissions: 'AuditLog.Read.All' };
  expect((await sendForm(lab.admin, permissions(), given)).status).toBe(303);
  expect(textOf(await lab.admin.get(permissions()))).toContain('AuditLog.Read.All Application');
  expect(await rolesFor(secret)).toEqual(['AuditLog.Read.All']);
  const taken = { permission: 'AuditLog.Read.All' };
  await sendForm(lab.admin, permissions(), taken, `${permissions()}/revoke`);
  expect(await rolesFor(secret)).toEqual([]);

  const { keyId = '' } =
    listed.forms.find(({ action }) => action === `${page()}/delete`)?.fields ?? {};
  await sendForm(lab.admin, page(), { keyId }, `${page()}/delete`);
  expect(await rolesFor(secret)).toBeUndefined();
  expect(textOf(await lab.admin.get(page()))).toContain('No client secret yet');
  const audit = textOf(await lab.admin.get(`/admin/audit?targetId=${lab.servicePrincipalId}`));
  expect(audit.match(/secrets management Success/g)).toHaveLength(2);
  expect(audit).not.toContain(secret);
});

test('values that break a rule are refused with a sentence', async () => {
  const refusals: [Record<string, string>, string][] = [
    [{ displayName: 'x'.repeat(121) }, 'this one has 121'],
    [{ expires: '9999' }, 'Choose when the client secret expires'],
  ];
  for (const [fields, sentence] of refusals) {
    const refused = await add(fields);
    expect(refused.status, sentence).toBe(422);
    expect(textOf(refused)).toContain(sentence);
  }
  expect(textOf(await lab.admin.get(page()))).toContain('No client secret yet');
  const unknown = { permissions: 'Everything.ReadWrite.All' };
  const refused = await sendForm(lab.admin, permissions(), unknown);
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('"Everything.ReadWrite.All" is not a permission');
  const nothing = await sendForm(lab.admin, permissions(), {});
  expect(textOf(nothing)).toContain('Tick the permissions to add.');
});

test('a user without the role looks, and changes nothing', async () => {
  await add();
  const user = await administrationBrowser(lab, unassigned);
  for (const path of [page(), permissions()]) {
    const seen = await user.get(path);
    expect(textOf(seen)).toContain('You can view this, but not change it');
    expect(seen.forms.some(({ action }) => action.startsWith(path))).toBe(false);
    const { _csrf = '' } = seen.forms.find(({ fields }) => fields._csrf)?.fields ?? {};
    const action = path === page() ? `${path}/new` : path;
    expect((await user.post(action, { _csrf, displayName: 'x', expires: '90' })).status).toBe(403);
  }
});
