import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { thumbprint } from '../../../../certs/certificate.ts';
import { certificateFor } from '../../../../certs/testing/faulty-certificates.ts';
import { administrationBrowser, textOf } from '../../../testing/administration.ts';
import { bSimon, unassigned } from '../../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../../testing/contoso-for-each-test.ts';
import { sendFile } from '../../../testing/send-file.ts';
import { sendForm } from '../../../testing/send-form.ts';
import { serviceProviderKey } from '../../../testing/service-provider-key.ts';
import { savedApplication, signInToPeakon } from '../single-sign-on/testing/peakon.ts';

const lab = administeredContosoForEachTest();
const own = await serviceProviderKey();
const print = thumbprint(own.certificate);
const page = () => `/admin/apps/${lab.servicePrincipalId}/token-encryption`;

const upload = (certificate: Buffer | Uint8Array, browser = lab.admin) =>
  sendFile(browser, page(), { certificate: Buffer.from(certificate) }, {}, `${page()}/import`);
const act = (what: string, form = `${page()}/${what}`) =>
  sendForm(lab.admin, page(), { thumbprint: print }, form);

test('Import Certificate, Activate, Deactivate, Delete; the menu leads there', async () => {
  const overview = await lab.admin.get(`/admin/apps/${lab.servicePrincipalId}`);
  expect(overview.body).toContain(`href="${page()}"`);
  expect((await upload(own.file)).status).toBe(303);
  const imported = textOf(await lab.admin.get(page()));
  expect(imported).toContain(`Inactive 2028-12-31 ${print}`);
  expect((await signInToPeakon(lab)).response).toContain(bSimon);

  expect((await act('activate')).status).toBe(303);
  expect(textOf(await lab.admin.get(page()))).toContain(`Active 2028-12-31 ${print}`);
  const encrypted = (await signInToPeakon(lab)).response ?? '';
  expect(encrypted).toContain('EncryptedAssertion');
  expect(encrypted).not.toContain(bSimon);

  expect((await act('deactivate')).status).toBe(303);
  expect((await signInToPeakon(lab)).response).toContain(bSimon);

  const { body, form } = await lab.admin.get(page());
  const version = /name="version" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const { _csrf = '' } = form.fields;
  await lab.admin.post(`${page()}/delete`, { _csrf, version, thumbprint: print });
  expect(textOf(await lab.admin.get(page()))).toContain('No certificate yet');
  const audit = textOf(await lab.admin.get(`/admin/audit?targetId=${lab.servicePrincipalId}`));
  expect(audit.match(/secrets management Success/g)).toHaveLength(4);
});

test('a certificate that cannot encrypt is refused with a sentence, and nothing changes', async () => {
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const refusals: [Buffer | Uint8Array, string][] = [
    [certificateFor(short.publicKey), 'has 1024 bits, so others could decrypt the tokens'],
    [
      Buffer.from(own.pem + own.privateKey.export({ type: 'pkcs8', format: 'pem' })),
      'contains a private key',
    ],
    [Buffer.from('hello'), 'not an X.509 certificate'],
    [Buffer.alloc(0), 'Choose a certificate file'],
  ];
  for (const [file, sentence] of refusals) {
    const refused = await upload(file);
    expect(refused.status, sentence).toBe(422);
    expect(textOf(refused)).toContain(sentence);
  }
  expect(textOf(await lab.admin.get(page()))).toContain('No certificate yet');
  expect((await upload(own.file)).status).toBe(303);
  expect(textOf(await upload(own.file))).toContain('already in the list');
});

test('another administrator who was faster is not overwritten', async () => {
  await upload(own.file);
  const { forms } = await lab.admin.get(page());
  const stale = forms.find(({ action }) => action === `${page()}/activate`)?.fields ?? {};
  await act('activate');
  const refused = await lab.admin.post(`${page()}/activate`, stale);
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('your change was not made');
});

test('warns of an active certificate that has expired, and of a Response that is not signed', async () => {
  await upload(own.file);
  await act('activate');
  expect(textOf(await lab.admin.get(page()))).toContain('only if the Response is signed');
  await lab.idp.directory.setSigning(lab.servicePrincipalId, { signingOption: 'both' });
  expect(textOf(await lab.admin.get(page()))).not.toContain('only if the Response is signed');
  expect(textOf(await lab.admin.get(page()))).not.toContain('has expired');
  lab.advance(3 * 365 * 86_400_000);
  lab.admin = await administrationBrowser(lab);
  expect(textOf(await lab.admin.get(page()))).toContain('The active certificate has expired');
});

test('the cipher', async () => {
  const refused = await sendForm(
    lab.admin,
    page(),
    { tokenEncryptionMethod: 'des' },
    `${page()}/method`,
  );
  expect(refused.status).toBe(422);
  const sent = { tokenEncryptionMethod: 'aes256-gcm' };
  expect((await sendForm(lab.admin, page(), sent, `${page()}/method`)).status).toBe(303);
  const { servicePrincipal } = await savedApplication(lab);
  expect(servicePrincipal.tokenEncryptionMethod).toBe('aes256-gcm');
});

test('a user without the role looks, and changes nothing', async () => {
  const user = await administrationBrowser(lab, unassigned);
  const seen = await user.get(page());
  expect(textOf(seen)).toContain('You can view this, but not change it');
  expect(seen.forms.some(({ action }) => action.endsWith('/import'))).toBe(false);
  const { _csrf = '' } = seen.forms.find(({ fields }) => fields._csrf)?.fields ?? {};
  const refused = await user.post(`${page()}/activate`, { _csrf, thumbprint: print });
  expect(refused.status).toBe(403);
});
