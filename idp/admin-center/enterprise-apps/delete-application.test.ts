import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../testing/send-form.ts';

const lab = administeredContosoForEachTest();
const peakon = () => `/admin/apps/${lab.servicePrincipalId}`;
const audit = async () => textOf(await lab.admin.get('/admin/audit'));

test('Delete asks first, and then everything is gone', async () => {
  const asked = await lab.admin.get(`${peakon()}/delete`);
  expect(textOf(asked)).toContain('Delete Peakon?');
  expect((await sendForm(lab.admin, `${peakon()}/delete`, {})).headers.location).toBe(
    '/admin/apps',
  );
  expect(textOf(await lab.admin.get('/admin/apps'))).toContain('Peakon was deleted.');
  expect((await lab.admin.get(peakon())).status).toBe(404);
  const { _csrf = '' } = (await lab.admin.get('/admin/apps/new/own')).form.fields;
  expect((await lab.admin.post(`${peakon()}/delete`, { _csrf })).status).toBe(404);
  expect(await audit()).toContain('Remove service principal');
});
