import { beforeEach, expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { tenantId, unassigned } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';
import { RawServer } from '../testing/raw-server.ts';

const lab = administeredContosoForEachTest();
let id: string;
beforeEach(() => {
  id = lab.servicePrincipalId;
});

const page = (name = '') => `/admin/apps/${id}/provisioning${name && `/${name}`}`;
const text = async (name = '') => textOf(await lab.admin.get(page(name)));
const secret = 'secret-token-of-the-server';
const connection = {
  templateId: 'scim',
  authenticationType: 'AuthenticationToken',
  baseAddress: 'http://localhost:4200/scim/v2',
  secretToken: secret,
  credentialLocationInRequest: 'Header',
};

/** A job, made on the pages. */
const create = () => sendForm(lab.admin, page('connectivity'), connection);

test('from no configuration to a job, by the form of Connectivity', async () => {
  const app = await lab.admin.get(`/admin/apps/${id}`);
  expect(app.body).toContain(`href="${page()}"`);
  expect(await text()).toContain('Provisioning is not configured.');
  expect(await text('connectivity')).toContain('New provisioning configuration');

  const created = await create();
  expect([created.status, created.headers.location]).toEqual([303, page()]);
  const overview = await text();
  expect(overview).toContain('Tenant URL http://localhost:4200/scim/v2');
  expect(overview).toContain('Start provisioning');
  expect(overview).toContain('40 minutes');
  const saved = await lab.idp.directory.findProvisioning(id);
  expect(saved).toMatchObject({
    job: { templateId: 'scim', schedule: { state: 'Disabled' } },
    connectivity: { baseAddress: connection.baseAddress },
  });
  expect(JSON.stringify(saved)).not.toContain(secret);

  const again = await lab.admin.get(page('connectivity'));
  expect(textOf(again)).toContain('A value is saved. Type one to replace it.');
  expect(again.body).not.toContain(secret);
  const audit = await lab.admin.get(`/admin/audit?targetId=${id}`);
  expect(textOf(audit)).toContain('Update provisioning setting or credentials');
  expect(audit.body).not.toContain(secret);
});

test.each<[fields: Record<string, string>, sentence: string]>([
  [{ baseAddress: '' }, 'Tenant URL'],
  [{ baseAddress: 'ftp://localhost/scim' }, 'http'],
  [{ authenticationType: 'Basic' }, 'authenticationType'],
  [{ templateId: 'nothing' }, 'no template "nothing"'],
])(
  'a configuration that breaks a rule is refused, and nothing is saved: %o',
  async (fields, sentence) => {
    const refused = await sendForm(lab.admin, page('connectivity'), { ...connection, ...fields });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain(sentence);
    expect(await lab.idp.directory.findProvisioning(id)).toBeUndefined();
    expect((await create()).status).toBe(303);
  },
);

test.each<[fields: Record<string, string>, labels: string[]]>([
  [{ baseAddress: '' }, ['Tenant URL is empty.']],
  [
    { authenticationType: 'OAuth2ClientCredentialsGrant' },
    ['Token Endpoint is empty.', 'Client Identifier is empty.'],
  ],
])(
  'a page calls its fields by their labels, not by the names of programs: %o',
  async (fields, labels) => {
    const { forms } = await lab.admin.get(page('connectivity'));
    const { _csrf = '' } = forms.find((form) => form.fields._csrf)?.fields ?? {};
    for (const [place, title] of [
      ['connectivity', 'Nothing was saved'],
      ['connectivity/test', 'The connection was not tested'],
    ] as const) {
      const refused = await lab.admin.post(page(place), { ...connection, ...fields, _csrf });
      const shown = textOf(refused);
      for (const label of labels) expect(shown).toContain(label);
      expect(shown).not.toMatch(/baseAddress|oauth2/);
      expect(shown).toContain(title);
    }
  },
);

test('a configuration without its secret says so at once', async () => {
  await sendForm(lab.admin, page('connectivity'), { ...connection, secretToken: '' });
  expect(await text()).toContain(
    'It has no Secret token yet: enter it under Connectivity, then start provisioning.',
  );
  const start = await sendForm(lab.admin, page(), {}, page('start'));
  expect(start.status).toBe(303);
  expect(await text()).toContain('The secret token is missing. Enter it under Connectivity;');
});

test('a scoping filter without a title is refused at its field, by the label', async () => {
  await create();
  const clause = { attribute: 'department', operator: 'EQUALS', value: 'Sales', step: 'save' };
  const refused = await sendForm(lab.admin, page('scope/users/new'), { name: '', ...clause });
  expect(refused.status).toBe(422);
  expect(/id="nameError"[^>]*>([^<]+)</.exec(refused.body)?.[1]).toBe(
    'Scoping Filter Title is missing.',
  );
  expect(textOf(refused)).not.toContain('synchronizationRules');
  const saved = await sendForm(lab.admin, page('scope/users/new'), { name: 'Sales', ...clause });
  expect(saved.status).toBe(303);
});

test('Start, Stop, Restart, and the deletion of the configuration', async () => {
  await create();
  const act = (what: string) => sendForm(lab.admin, page(), {}, page(what));
  const state = async () => (await lab.idp.directory.findProvisioning(id))?.job.schedule.state;
  expect((await act('start')).status).toBe(303);
  expect(await state()).toBe('Active');
  expect(await text()).toContain('Run cycle now');
  await act('stop');
  expect(await state()).toBe('Paused');
  expect(await text()).not.toContain('Run cycle now');
  await act('start');
  await act('restart');
  expect(await state()).toBe('Active');
  await act('delete');
  expect(await state()).toBeUndefined();
  expect(await text()).toContain('Provisioning is not configured.');
  const audit = textOf(await lab.admin.get(`/admin/audit?targetId=${id}`));
  for (const activity of ['Enable/start', 'Disable/pause', 'Enable/restart'])
    expect(audit).toContain(`${activity} provisioning configuration`);
});

test('Settings keep what was typed, refuse what is no number, and show the real interval', async () => {
  await create();
  const fields = {
    scope: 'all',
    notificationEmail: 'ops@contoso.com',
    sendNotification: 'on',
    preventsDeletions: 'on',
    accidentalDeletionThreshold: '7',
    acceleratedInterval: '30',
  };
  const refused = await sendForm(lab.admin, page('settings'), {
    ...fields,
    acceleratedInterval: 'soon',
  });
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('The interval is a whole number.');
  expect(refused.body).toContain('value="ops@contoso.com"');
  const nobody = { ...fields, notificationEmail: '' };
  const toNobody = await sendForm(lab.admin, page('settings'), nobody);
  expect(toNobody.status).toBe(422);
  expect(toNobody.body).toMatch(/id="notificationEmailError"[^>]*>Enter who gets the mail/);
  const far = await sendForm(lab.admin, page('settings'), { ...fields, acceleratedInterval: '0' });
  expect(textOf(far)).toContain('from 1 to 86,400');
  expect((await lab.idp.directory.findProvisioning(id))?.settings.syncAll).toBe(false);

  expect((await sendForm(lab.admin, page('settings'), fields)).status).toBe(303);
  expect(await lab.idp.directory.findProvisioning(id)).toMatchObject({
    job: { settings: { acceleratedInterval: 30, honorRetryAfter: false } },
    settings: {
      syncAll: true,
      notificationEmail: 'ops@contoso.com',
      sendNotification: true,
      accidentalDeletionThreshold: 7,
      skipOutOfScopeDeletions: false,
    },
  });
  expect(await text()).toContain('30 seconds In Entra it is 40 minutes');
});

test('a user without the role looks, and changes nothing', async () => {
  await create();
  const user = await administrationBrowser(lab, unassigned);
  for (const name of [
    '',
    'connectivity',
    'mappings',
    'mappings/users',
    'scope',
    'settings',
    'on-demand',
  ]) {
    const seen = await user.get(page(name));
    expect(textOf(seen), name).toContain('You can view this, but not change it');
  }
  const { forms } = await user.get(page('settings'));
  const { _csrf = '' } = forms.find(({ fields }) => fields._csrf)?.fields ?? {};
  for (const name of [
    'start',
    'run',
    'delete',
    'connectivity',
    'settings',
    'mappings/restore',
    'on-demand',
  ])
    expect((await user.post(page(name), { _csrf })).status, name).toBe(403);
  expect((await user.get('/admin/provisioning-logs')).status).toBe(403);
});

test('an application without a job has no other pages yet, and another tenant sees none', async () => {
  for (const name of ['mappings', 'scope', 'settings', 'on-demand'])
    expect((await lab.admin.get(page(name))).headers.location).toBe(page());
});

test('what a server and a directory say is text on every page and in every file', async () => {
  const script = `<script>alert(1)</script>`;
  const name = `=1+1 ${script}`;
  await using server = await RawServer.start(({ method, headers, url = '' }, response) => {
    const isProbe = method === 'GET' && /eq\+%22[\da-f-]{36}%22/.test(url);
    if (isProbe) response.end('{"totalResults":0,"Resources":[]}');
    else
      response
        .writeHead(400, { 'x-echo': `${script}${headers.authorization}` })
        .end(JSON.stringify({ detail: `${script} ${headers.authorization}`, scimType: script }));
  });
  const { directory, provisioning } = lab.idp;
  const user = (await directory.findUser(tenantId, unassigned))?.id ?? '';
  await directory.updateUser(user, { displayName: name });
  await directory.assign({ servicePrincipalId: lab.servicePrincipalId, userId: user });
  await sendForm(lab.admin, page('connectivity'), { ...connection, baseAddress: server.url });
  await sendForm(lab.admin, page(), {}, page('start'));
  const { job } = (await directory.findProvisioning(id)) ?? {};
  await provisioning.runCycle(id, job?.id ?? '');
  const demand = await sendForm(lab.admin, page('on-demand'), { subject: user });
  const list = await lab.admin.get('/admin/provisioning-logs');
  const narrowed = async (application: string) =>
    textOf(await lab.admin.get(`/admin/provisioning-logs?${new URLSearchParams({ application })}`));
  const { displayName, appId } =
    (await directory.findApplication(tenantId, { id }))?.servicePrincipal ?? {};
  for (const application of [displayName, appId])
    expect(await narrowed(application ?? '')).not.toContain('Nothing in the log matches.');
  expect(await narrowed('no such application')).toContain('Nothing in the log matches.');
  const line = /href="(\/admin\/provisioning-logs\/[\da-f-]{36})"/.exec(list.body)?.[1] ?? '';
  const { forms } = await lab.admin.get(page('connectivity'));
  const { _csrf = '' } = forms.find(({ fields }) => fields._csrf)?.fields ?? {};
  const pages = [
    demand,
    demand.headers.location === undefined
      ? demand
      : await lab.admin.get(String(demand.headers.location)),
    await lab.admin.post(page('connectivity/test'), {
      ...connection,
      baseAddress: server.url,
      secretToken: '',
      _csrf,
    }),
    list,
    await lab.admin.get(line),
    await lab.admin.get(page()),
  ];
  expect(pages.map(({ body }) => body).join('')).toContain('&lt;script>alert(1)&lt;/script>');
  for (const { body } of pages) {
    expect(body).not.toContain(script);
    expect(body).not.toContain(secret);
  }
  for (const file of ['ProvisioningLogs', 'ProvisioningLogs_ModifiedProperties']) {
    const csv = (await lab.admin.get(`/admin/provisioning-logs/download/${file}.csv`)).body;
    expect(csv).not.toMatch(/(?:^|,)"?=/m);
    expect(csv).not.toContain(secret);
  }
});
