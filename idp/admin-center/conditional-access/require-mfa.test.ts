import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { Browser, redirectTo } from '../../testing/browser.ts';
import { authnRequest, bSimon } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import {
  createPolicy,
  latestSuccess,
  multipleAuthn,
  passwordTyped,
  peakonRequest,
  shownCode,
} from './testing/policies.ts';

const passive = redirectTo(authnRequest({ attributes: { IsPassive: 'true' } }));
const lab = administeredContosoForEachTest();

test('require MFA: password, code, stay signed in, and multipleauthn last in the claim', async () => {
  await createPolicy(lab);
  const simon = new Browser(lab.idp.app);
  const asksCode = await passwordTyped(simon);
  expect(asksCode.body).toContain('id="idTxtBx_SAOTCC_OTC"');
  expect(asksCode.body).toContain('id="idSubmit_SAOTCC_Continue"');
  const asksToStay = await simon.submit(asksCode, { otc: await shownCode(lab) });
  expect(asksToStay.body).toContain('id="KmsiDescription"');
  const sent = await simon.submit(asksToStay, { LoginOptions: '0' });
  expect(sent.response).toMatch(
    /authenticationmethod\/password<\/AttributeValue><AttributeValue>http:\/\/schemas\.microsoft\.com\/claims\/multipleauthn<\/AttributeValue><\/Attribute>/,
  );
  expect(sent.response).toContain('ac:classes:Password<');
  // The session remembers the second factor.
  expect((await simon.get(peakonRequest)).response).toContain(multipleAuthn);
  const details = await latestSuccess(lab);
  expect(details).toContain(bSimon);
  expect(details).toContain('Authentication requirement Multifactor authentication');
  expect(details).toContain('Peakon needs more Require multifactor authentication success');
  expect(textOf(await lab.admin.get('/admin/sign-ins?status=interrupted'))).toContain('50074');
});

test('refuses a wrong code on the form, and accepts the right one on the same page', async () => {
  await createPolicy(lab);
  const simon = new Browser(lab.idp.app);
  const asksCode = await passwordTyped(simon);
  const code = await shownCode(lab);
  const wrong = await simon.submit(asksCode, {
    otc: String((Number(code) + 1) % 1_000_000).padStart(6, '0'),
  });
  expect(wrong.aadsts).toBe(500121);
  expect(wrong.response).toBeUndefined();
  const empty = await simon.submit(wrong, { otc: '' });
  expect(empty.aadsts).toBeUndefined();
  expect(empty.body).toContain('Please type in the code to continue.');
  lab.advance(5 * 60_000);
  expect((await simon.submit(wrong, { otc: code })).aadsts).toBe(500121);
  expect((await simon.submit(wrong, { otc: await shownCode(lab) })).body).toContain(
    'KmsiDescription',
  );
});

test('the code cannot be skipped by answering "Stay signed in?" instead', async () => {
  await createPolicy(lab);
  const simon = new Browser(lab.idp.app);
  const asksCode = await passwordTyped(simon);
  const ctx = asksCode.form.fields.ctx ?? '';
  const asksToStay = await simon.get(`/kmsi?ctx=${ctx}`);
  const next = await simon.submit(asksToStay, { LoginOptions: '0' });
  expect(next.response).toBeUndefined();
  expect(next.body).toContain('idTxtBx_SAOTCC_OTC');
  expect((await simon.get(peakonRequest)).body).toContain('id="i0116"'); // no session yet
  const asksAgain = await simon.submit(next, { otc: await shownCode(lab) });
  const taken = await simon.submit(asksAgain, { LoginOptions: '0' });
  expect(taken.response).toContain(multipleAuthn);
});

test('asks a session without a second factor for the code, then continues', async () => {
  const simon = new Browser(lab.idp.app);
  expect((await simon.signIn(await simon.get(peakonRequest))).response).not.toContain(
    multipleAuthn,
  );
  await createPolicy(lab);
  const asksCode = await simon.get(peakonRequest);
  expect(asksCode.body).toContain('idTxtBx_SAOTCC_OTC');
  expect((await simon.submit(asksCode, { otc: await shownCode(lab) })).response).toContain(
    multipleAuthn,
  );
  expect((await simon.get(passive)).response).toContain(multipleAuthn);
});

test('answers NoPassive to an IsPassive request that needs the code', async () => {
  const simon = new Browser(lab.idp.app);
  await simon.signIn(await simon.get(peakonRequest));
  expect((await simon.get(passive)).response).toContain(bSimon);
  await createPolicy(lab);
  expect((await simon.get(passive)).response).toContain('status:NoPassive');
});
