import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { Browser, redirectTo } from '../../testing/browser.ts';
import { authnRequest, bSimon } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { expectSignedIn } from '../../testing/expect-signed-in.ts';
import { sendForm } from '../../testing/send-form.ts';
import { signedInBy } from '../../testing/signed-in-by.ts';
import {
  createPolicy,
  latestSuccess,
  passwordTyped,
  peakonRequest,
  policyFields,
  policyList,
  policyPath,
  shownCode,
} from './testing/policies.ts';

const lab = administeredContosoForEachTest();
const requireStrength = (grant: string, changed: Record<string, string> = {}) =>
  createPolicy(lab, { grant, ...changed });
const key = { type: 'fido2', displayName: 'Key', passkeyType: 'deviceBound' } as const;

test('the policy form stores a strength, and the list, the audit log and the conflict page name it', async () => {
  await requireStrength('phishingResistantMfa');
  expect(textOf(await lab.admin.get(policyList))).toContain(
    'Require authentication strength: Phishing-resistant MFA',
  );
  const path = await policyPath(lab);
  const page = await lab.admin.get(path);
  expect(page.body).toMatch(/value="phishingResistantMfa"[^>]* checked/);
  const stale = page.forms.find(({ action }) => action === path)?.fields ?? {};
  await sendForm(lab.admin, path, policyFields(lab, { grant: 'passwordlessMfa' }));
  const conflict = await lab.admin.post(path, {
    ...stale,
    ...policyFields(lab, { grant: 'mfa' }),
  });
  expect(conflict.status).toBe(409);
  expect(textOf(conflict)).toContain('Require authentication strength: Passwordless MFA');
  expect(textOf(conflict)).toContain('Grant access: Require multifactor authentication');
  expect(textOf(await lab.admin.get('/admin/audit?activity=Update'))).toContain(
    'Update conditional access policy',
  );
});

test('Multifactor authentication: a code after the password satisfies it', async () => {
  await requireStrength('multifactorAuthentication');
  const simon = new Browser(lab.idp.app);
  const asksCode = await passwordTyped(simon);
  expect(asksCode.body).toContain('id="idTxtBx_SAOTCC_OTC"');
  const asksToStay = await simon.submit(asksCode, { otc: await shownCode(lab) });
  expectSignedIn(await simon.submit(asksToStay, { LoginOptions: '0' }));
  const details = await latestSuccess(lab);
  expect(details).toContain('Authentication requirement Multifactor authentication');
  expect(details).toContain('Require authentication strength: Multifactor authentication');
});

test('Phishing-resistant MFA: a password leads to a page that names the methods; a passkey signs in', async () => {
  await lab.idp.directory.addAuthenticationMethod(lab.userId, key);
  await requireStrength('phishingResistantMfa');
  const simon = new Browser(lab.idp.app);
  const refused = await passwordTyped(simon);
  expect(refused.aadsts).toBe(50074);
  expect(refused.response).toBeUndefined();
  const text = textOf(refused);
  expect(text).toContain('the authentication strength Phishing-resistant MFA');
  expect(text).toContain('Passkey (device-bound)');
  const back = /href="([^"]+)"[^>]*id="wayBack"/.exec(refused.body)?.[1] ?? '';
  const again = await simon.get(back.replaceAll('&amp;', '&'));
  expect(again.body).toContain('id="i0118"');
  expectSignedIn(await (await signedInBy(lab, ['fido2'])).get(peakonRequest));
});

test('a session by a password is asked to sign in anew; one without pages too, and does not loop', async () => {
  await lab.idp.directory.addAuthenticationMethod(lab.userId, key);
  const simon = await signedInBy(lab, ['password', 'softwareOath']);
  expectSignedIn(await simon.get(peakonRequest));
  await requireStrength('passwordlessMfa');
  const asked = await simon.get(peakonRequest);
  expect(asked.body).toContain(`Enter the password for ${bSimon}`);
  const passive = redirectTo(authnRequest({ attributes: { IsPassive: 'true' } }));
  expect((await simon.get(passive)).response).toContain('status:NoPassive');
  await lab.idp.directory.setSignsInWithoutPages(lab.userId, ['windowsIntegrated']);
  const other = new Browser(lab.idp.app);
  expect((await other.get(peakonRequest)).body).toContain('id="i0118"');
});

test('AADSTS53003 when the user has registered no method of the strength; its advice names them', async () => {
  await requireStrength('phishingResistantMfa');
  const simon = await signedInBy(lab, ['password', 'softwareOath']);
  const refused = await simon.get(peakonRequest);
  expect(refused.aadsts).toBe(53003);
  expect(textOf(refused)).toContain('the user has registered none of these: Passkey');
  await lab.idp.directory.addAuthenticationMethod(lab.userId, key);
  expect((await simon.get(peakonRequest)).body).toContain('id="i0118"');
});

test('report-only: the result is logged, and nothing is demanded', async () => {
  await requireStrength('phishingResistantMfa', { state: 'enabledForReportingButNotEnforced' });
  const simon = await signedInBy(lab, ['password']);
  expectSignedIn(await simon.get(peakonRequest));
  expect(await latestSuccess(lab)).toContain('reportOnlyInterrupted');
});
