import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { Browser } from '../../testing/browser.ts';
import { bSimon, tenantId } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../../testing/expect-signed-in.ts';
import { sendForm } from '../../testing/send-form.ts';
import {
  createPolicy,
  latestSuccess,
  peakonRequest,
  policyFields,
  policyPath,
} from './testing/policies.ts';

const HOUR = 3_600_000;
const lab = administeredContosoForEachTest();

test('block: 53003 under its own heading; the log names the policy', async () => {
  await createPolicy(lab, { grant: 'block', displayName: 'Block all' });
  const simon = new Browser(lab.idp.app);
  const blocked = await simon.signIn(await simon.get(peakonRequest));
  expect(blocked.aadsts).toBe(53003);
  expect(blocked.body).toContain('<h1>You cannot access this right now</h1>');
  const requestId = /Request Id ([0-9a-f-]{36})/.exec(textOf(blocked))?.[1];
  const details = textOf(await lab.admin.get(`/admin/sign-ins/${requestId}`));
  expect(details).toContain('Block all Block access failure');
  expect(details).toContain('Conditional Access Failure');
});

test('report-only: signs in, and the log says what would have happened', async () => {
  await createPolicy(lab, { grant: 'block', state: 'enabledForReportingButNotEnforced' });
  const simon = new Browser(lab.idp.app);
  expect((await simon.signIn(await simon.get(peakonRequest))).response).toContain(bSimon);
  expect(await latestSuccess(lab)).toContain('reportOnlyFailure');
});

test('applies to neither excluded users nor other applications; ends when switched off or deleted', async () => {
  await createPolicy(lab, { grant: 'block', excludedUsers: 'b.simon@CONTOSO.com' });
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get('/my-apps'));
  expectSignedIn(await simon.get(peakonRequest));
  const path = await policyPath(lab);
  await sendForm(lab.admin, path, policyFields(lab, { grant: 'block' }));
  expect((await simon.get(peakonRequest)).aadsts).toBe(53003);
  await sendForm(lab.admin, path, policyFields(lab, { grant: 'block', state: 'disabled' }));
  expectSignedIn(await simon.get(peakonRequest));
  await sendForm(lab.admin, path, policyFields(lab, { grant: 'block' }));
  expect((await simon.get(peakonRequest)).aadsts).toBe(53003);
  const { servicePrincipalId } = await lab.idp.directory.addApplication({
    tenantId,
    displayName: 'Other',
  });
  const other = policyFields(lab, { grant: 'block', application: servicePrincipalId });
  await sendForm(lab.admin, path, other);
  expectSignedIn(await simon.get(peakonRequest));
  await sendForm(lab.admin, path, policyFields(lab, { grant: 'block' }));
  expect((await simon.get(peakonRequest)).aadsts).toBe(53003);
  await sendForm(lab.admin, path, {}, `${path}/delete`);
  expectSignedIn(await simon.get(peakonRequest));
});

test('a policy for a group applies to its members', async () => {
  const made = await sendForm(lab.admin, '/admin/groups/new', { displayName: 'Blocked' });
  const group = String(made.headers.location);
  const id = group.split('/').at(-1) ?? '';
  await createPolicy(lab, { includeUsers: 'selected', group: id, grant: 'block' });
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get('/my-apps'));
  expectSignedIn(await simon.get(peakonRequest));
  await sendForm(lab.admin, `${group}/members/add`, { principal: lab.userId, do: 'select' });
  expect((await simon.get(peakonRequest)).aadsts).toBe(53003);
});

test('sign-in frequency: an older session must enter the password again', async () => {
  await createPolicy(lab, { grant: '', signInFrequency: '4' });
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get(peakonRequest));
  lab.advance(3 * HOUR);
  expectSignedIn(await simon.get(peakonRequest));
  lab.advance(2 * HOUR);
  const again = await simon.get(peakonRequest);
  expect(again.body).toContain('id="i0116"');
  expectSignedIn(await simon.signIn(again));
  expectSignedIn(await simon.get(peakonRequest));
});
