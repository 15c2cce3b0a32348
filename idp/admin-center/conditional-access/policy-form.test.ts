import { expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { Browser, type Seen } from '../../testing/browser.ts';
import { bSimon, tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';
import {
  createPolicy,
  newPolicy,
  passwordTyped,
  policyFields,
  policyList,
  policyPath,
  shownCode,
} from './testing/policies.ts';

/** An input or text area of the page, with its value. */
const typedInto = ({ body }: Seen, name: string) =>
  new RegExp(`<(?:input|textarea)[^>]*name="${name}"[^>]*>[^<]*`).exec(body)?.[0];

const lab = administeredContosoForEachTest();

test.each<[field: string, Record<string, string>, says: string]>([
  ['displayName', { displayName: '' }, 'Enter a name for the policy.'],
  ['users', { includeUsers: 'selected' }, 'Enter at least one user'],
  [
    'users',
    { includeUsers: 'selected', users: 'x@contoso.com' },
    'Not a user of this tenant: x@contoso.com.',
  ],
  [
    'excludedUsers',
    { excludedUsers: 'y@contoso.com' },
    'Not a user of this tenant: y@contoso.com.',
  ],
  ['application', { application: 'nonsense' }, 'Select at least one application'],
  ['grant', { grant: '' }, 'Choose a grant control'],
  ['signInFrequency', { signInFrequency: '0' }, 'Enter whole hours, from 1 to 8760.'],
  ['signInFrequency', { signInFrequency: 'daily' }, 'Enter whole hours'],
])('%s: shows the broken rule at its field, and keeps the input', async (field, broken, says) => {
  const refused = await createPolicy(lab, { excludedGroup: '', ...broken });
  expect(refused.status).toBe(422);
  const fault = new RegExp(`id="${field}Error">([^<]*)`, 's').exec(refused.body)?.[1];
  expect(fault).toContain(says);
  const typed: Record<string, string> = { displayName: 'Peakon needs more', ...broken };
  for (const name of ['displayName', 'users', 'excludedUsers', 'signInFrequency'])
    expect(typedInto(refused, name)).toContain(typed[name] ?? '');
  expect(await policyPath(lab)).toBe('');
  expect((await createPolicy(lab)).status).toBe(303);
});

test('Conditional Access App Control is named as not modelled', async () => {
  const { body } = await lab.admin.get(newPolicy);
  expect(body).toMatch(/<input(?=[^>]* name="appControl")(?=[^>]* disabled)/);
  expect(body).toMatch(/Use Conditional Access App Control<\/label>.*Session: not modelled/s);
});

test('two administrators who edit one policy do not overwrite each other', async () => {
  await createPolicy(lab);
  const path = await policyPath(lab);
  const { body } = await lab.admin.get(path);
  const form = body.slice(body.indexOf('id="policy"'));
  const hidden = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '';
  const stale = { _csrf: hidden('_csrf'), version: hidden('version') };
  expect(
    (await sendForm(lab.admin, path, policyFields(lab, { displayName: 'First' }))).status,
  ).toBe(303);
  const late = await lab.admin.post(path, {
    ...stale,
    ...policyFields(lab, { displayName: 'Second' }),
  });
  expect(late.status).toBe(409);
  expect(textOf(await lab.admin.get(path))).toContain('First');
  expect(textOf(late)).toContain('First Second');
  expect((await lab.admin.submit(late)).status).toBe(303);
  expect(textOf(await lab.admin.get(policyList))).toContain('Second');
});

test('refuses forms without the token, and users without the role', async () => {
  await createPolicy(lab);
  const path = await policyPath(lab);
  for (const one of [newPolicy, path, `${path}/delete`])
    expect(textOf(await lab.admin.post(one, policyFields(lab, { grant: 'block' }))), one).toContain(
      'The token in the form is not the one',
    );
  expect((await sendForm(lab.admin, path, policyFields(lab))).status).toBe(303);
  const asks = new Browser(lab.idp.app);
  const asksCode = await passwordTyped(asks);
  const foreign = await asks.post('/common/SAS/ProcessAuth', {
    ...asksCode.form.fields,
    canary: 'x',
    otc: await shownCode(lab),
  });
  expect(foreign.aadsts).toBe(165000);
  const taken = await asks.submit(asksCode, { otc: await shownCode(lab) });
  expect(taken.body).toContain('KmsiDescription');
  const simon = await administrationBrowser(lab, bSimon);
  const refused = await simon.get(policyList);
  expect(refused.status).toBe(403);
  expect(textOf(refused)).toContain('Conditional Access Administrator');
  expect((await lab.admin.get(policyList)).status).toBe(200);
});

test('shows fifty of many applications; a search finds others and keeps the input', async () => {
  const ids = [];
  for (let n = 0; n < 55; n++) {
    const displayName = `App ${String(n).padStart(2, '0')}`;
    const { directory } = lab.idp;
    ids.push((await directory.addApplication({ tenantId, displayName })).servicePrincipalId);
  }
  const last = ids.at(-1) ?? '';
  expect((await lab.admin.get(newPolicy)).body).not.toContain(last);
  const found = await sendForm(
    lab.admin,
    newPolicy,
    policyFields(lab, { step: 'search', choiceSearch: 'app 54' }),
  );
  expect(found.status).toBe(200);
  expect(found.body).toContain(`id="application-${last}"`);
  expect(found.body).toContain('value="Peakon needs more"');
  expect(found.body).toMatch(new RegExp(`checked[^>]*id="application-${lab.servicePrincipalId}"`));
  expect(textOf(await lab.admin.get(policyList))).not.toContain('Peakon needs more');

  await createPolicy(lab, { application: last });
  const path = await policyPath(lab);
  expect((await lab.admin.get(path)).body).toMatch(
    new RegExp(`checked[^>]*id="application-${last}"`),
  );
  // Saved again, it still applies to that application.
  await sendForm(lab.admin, path, policyFields(lab, { application: last, displayName: 'Renamed' }));
  expect((await lab.admin.get(path)).body).toMatch(
    new RegExp(`checked[^>]*id="application-${last}"`),
  );
});

test('the audit log lists each changed condition, and no other', async () => {
  await createPolicy(lab);
  const list = await lab.admin.get('/admin/audit');
  const line = /\/admin\/audit\/[0-9a-f-]{36}/.exec(list.body)?.[0] ?? '';
  const details = textOf(await lab.admin.get(line));
  expect(details).toContain(`servicePrincipalIds ${lab.servicePrincipalId}`);
  expect(details).toContain('includeUsers all');
  expect(details).not.toContain('{');
  expect(details).not.toContain('excludeUserIds'); // empty
  lab.advance(1000);
  await sendForm(lab.admin, await policyPath(lab), policyFields(lab, { state: 'disabled' }));
  const latest = /\/admin\/audit\/[0-9a-f-]{36}/.exec(
    (await lab.admin.get('/admin/audit')).body,
  )?.[0];
  const changed = textOf(await lab.admin.get(latest ?? ''));
  expect(changed).toContain('state enabled disabled');
  expect(changed).not.toContain('includeUsers');
});
