import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { thumbprint } from '../../../../../certs/certificate.ts';
import { certificateFor } from '../../../../../certs/testing/faulty-certificates.ts';
import { signedRedirect } from '../../../../single-sign-on/testing/signed-request.ts';
import { administrationBrowser, textOf } from '../../../../testing/administration.ts';
import { Browser, redirectTo } from '../../../../testing/browser.ts';
import { authnRequest, unassigned } from '../../../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../../../testing/contoso-for-each-test.ts';
import { sendFile } from '../../../../testing/send-file.ts';
import { sendForm } from '../../../../testing/send-form.ts';
import { serviceProviderKey } from '../../../../testing/service-provider-key.ts';
import { singleSignOnPage } from '../testing/peakon.ts';

const lab = administeredContosoForEachTest();
const own = await serviceProviderKey('CN=own');
const expired = await serviceProviderKey('CN=expired', new Date('2026-02-01T00:00:00Z'));
const sso = () => singleSignOnPage(lab);
const page = () => `${sso()}/verification-certificates`;

const upload = (certificate: Buffer | Uint8Array) =>
  sendFile(lab.admin, page(), { certificate: Buffer.from(certificate) }, {}, `${page()}/upload`);
const save = (fields: Record<string, string>) =>
  sendForm(lab.admin, page(), fields, `${page()}/settings`);
const card = async () => textOf(await lab.admin.get(sso()));
const ask = async (url: string) => (await new Browser(lab.idp.app).get(url)).aadsts;

test('the card says whether it is required, and how many are active and expired; the panel changes it', async () => {
  expect(await card()).toContain('Required No Active 0 Expired 0');
  expect((await upload(own.file)).status).toBe(303);
  await upload(expired.file);
  expect(textOf(await lab.admin.get(page()))).toContain('has expired, so it verifies nothing');
  expect(await card()).toContain('Required No Active 1 Expired 1');
  expect(await ask(redirectTo(authnRequest()))).toBeUndefined();

  expect((await save({ isSignedRequestRequired: 'on' })).status).toBe(303);
  expect(await card()).toContain('Required Yes Active 1 Expired 1');
  expect(await ask(redirectTo(authnRequest()))).toBe(76021);
  expect(await ask(signedRedirect(own))).toBeUndefined();

  const sha1 = signedRedirect(own, {
    sigAlg: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
    digest: 'sha1',
  });
  expect(await ask(sha1)).toBe(76023);
  await save({ isSignedRequestRequired: 'on', allowRsaSha1: 'on' });
  expect(await ask(sha1)).toBeUndefined();

  for (const { certificate } of [own, expired])
    await sendForm(lab.admin, page(), { thumbprint: thumbprint(certificate) }, `${page()}/delete`);
  expect(textOf(await lab.admin.get(page()))).toContain('There is no certificate');
  expect(await ask(signedRedirect(own))).toBe(76022);
  await save({});
  expect(await ask(redirectTo(authnRequest()))).toBeUndefined();
});

test('while it is required, nothing can be tested from here', async () => {
  const testable = async () => {
    const body = await lab.admin.get(sso());
    return [/<a [^>]*id="test"/.test(body.body), textOf(body).includes('Test this application')];
  };
  expect(await testable()).toEqual([true, true]);
  await save({ isSignedRequestRequired: 'on' });
  expect(await testable()).toEqual([false, false]);
  expect(await card()).toContain('Requests must be signed, which only the application can do');
  const pane = await lab.admin.get(`${sso()}/test`);
  expect(textOf(pane)).toContain('Testing is disabled');
  expect(pane.body).toMatch(/<button[^>]*id="testSignIn"[^>]*disabled/);
  const { _csrf = '' } = pane.forms.find(({ action }) => action === `${sso()}/test`)?.fields ?? {};
  const began = await lab.admin.post(`${sso()}/test`, { _csrf, signInAs: 'current' });
  expect(began.headers.location).toBe(sso());
});

test('the error page and the guidance lead to the panel', async () => {
  await save({ isSignedRequestRequired: 'on' });
  const refused = await new Browser(lab.idp.app).get(redirectTo(authnRequest()));
  expect(refused.body).toContain(`href="${page()}"`);
  const guidance = await sendForm(
    lab.admin,
    `${sso()}/test`,
    { error: 'AADSTS76021: The request sent by client is not signed' },
    `${sso()}/test/guidance`,
  );
  expect(textOf(guidance)).toContain('The application requires signed requests');
  expect(guidance.body).toContain(`href="${page()}"`);
});

test('a certificate that cannot verify is refused with a sentence, and nothing changes', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const refusals: [Buffer | Uint8Array, string][] = [
    [certificateFor(publicKey), 'verified with RSA keys only'],
    [certificateFor(short.publicKey), 'has 1024 bits'],
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
  expect(await card()).toContain('Active 0 Expired 0');
  expect((await upload(own.file)).status).toBe(303);
  expect(textOf(await upload(own.file))).toContain('already in the list');
});

test('another administrator who was faster is not overwritten', async () => {
  const { forms } = await lab.admin.get(page());
  const stale = forms.find(({ action }) => action === `${page()}/settings`)?.fields ?? {};
  await save({ isSignedRequestRequired: 'on' });
  const conflict = await lab.admin.post(`${page()}/settings`, { ...stale, allowRsaSha1: 'on' });
  expect(conflict.status).toBe(409);
  expect(await card()).toContain('Required Yes');
});

test('a user without the role looks, and changes nothing', async () => {
  const user = await administrationBrowser(lab, unassigned);
  const seen = await user.get(page());
  expect(textOf(seen)).toContain('You can view this, but not change it');
  const { _csrf = '' } = seen.forms.find(({ fields }) => fields._csrf)?.fields ?? {};
  const refused = await user.post(`${page()}/settings`, { _csrf, isSignedRequestRequired: 'on' });
  expect(refused.status).toBe(403);
  expect(await card()).toContain('Required No');
});
