import { expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../testing/administration.ts';
import { Browser, redirectTo } from '../../testing/browser.ts';
import { authnRequest, bSimon } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = administeredContosoForEachTest();

test('from nothing to a signed-in B.Simon', async () => {
  const added = await sendForm(lab.admin, '/admin/wizard', { template: 'own', displayName: 'Own' });
  const users = String(added.headers.location);
  const step = (name: string) => users.replace('/users', `/${name}`);
  const none = await sendForm(lab.admin, users, { do: 'next' });
  expect(none.status).toBe(422);
  const roles = await sendForm(lab.admin, users, { principal: lab.userId, do: 'next' });
  expect(textOf(roles)).toContain('Select a role');
  expect((await lab.admin.submit(roles)).headers.location).toBe(step('sso'));
  const refused = await sendForm(lab.admin, step('sso'), { identifierUris: 'urn:own' });
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('value="urn:own"');
  const replyUrls = 'http://localhost:4300/acs';
  const saved = await sendForm(lab.admin, step('sso'), { identifierUris: 'urn:own', replyUrls });
  expect(saved.headers.location).toBe(step('certificate'));
  const values = await lab.admin.get(step('certificate'));
  expect(textOf(values)).toContain('Microsoft Entra Identifier');
  const certificate = /href="([^"]+\/raw)"/.exec(values.body)?.[1] ?? '';
  expect((await lab.admin.get(certificate)).status).toBe(200);
  expect(textOf(await lab.admin.get(step('done')))).toContain('Test this application');

  const simon = new Browser(lab.idp.app);
  const request = authnRequest({
    issuer: 'urn:own',
    attributes: { AssertionConsumerServiceURL: replyUrls },
  });
  const sent = await simon.signIn(await simon.get(redirectTo(request)), { user: bSimon });
  expect(sent.response).toContain(bSimon);
});

test('needs a name for an application of one’s own, and a role to begin with', async () => {
  const refused = await sendForm(lab.admin, '/admin/wizard', { template: 'own' });
  expect(refused.status).toBe(422);
  const simon = await administrationBrowser(lab, bSimon);
  expect((await simon.get('/admin/wizard')).status).toBe(403);
});
