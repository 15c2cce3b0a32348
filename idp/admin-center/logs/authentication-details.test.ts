import { expect, test } from 'vitest';
import { textOf } from '../../testing/administration.ts';
import { Browser } from '../../testing/browser.ts';
import { bSimon, password } from '../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../testing/contoso-for-each-test.ts';
import { signedInBy } from '../../testing/signed-in-by.ts';
import {
  createPolicy,
  latestSuccess,
  peakonRequest,
  shownCode,
} from '../conditional-access/testing/policies.ts';

const lab = administeredContosoForEachTest();

/** The latest attempt of a status, as its page reads. */
async function latest(status: string): Promise<string> {
  const list = await lab.admin.get(`/admin/sign-ins?status=${status}&application=Peakon`);
  const path = /href="(\/admin\/sign-ins\/[0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
  return textOf(await lab.admin.get(path));
}

test('a sign-in lists its methods in order; one with the session says so', async () => {
  await createPolicy(lab, { grant: 'multifactorAuthentication' });
  const simon = new Browser(lab.idp.app);
  const asks = await simon.submit(await simon.get(peakonRequest), { loginfmt: bSimon });
  lab.advance(1000);
  const asksCode = await simon.submit(asks, { passwd: password });
  expect(await latest('interrupted')).toContain(
    'Password true Correct password Primary authentication',
  );
  await simon.submit(asksCode, { otc: '000000' });
  expect(await latest('failure')).toMatch(
    /Password true Correct password Primary authentication Second factor false MFA denied; the proof was not accepted Multifactor authentication/,
  );
  const asksToStay = await simon.submit(asksCode, { otc: await shownCode(lab) });
  await simon.submit(asksToStay, { LoginOptions: '0' });
  const first = await latestSuccess(lab);
  expect(first).toContain(
    'Password true Correct password Primary authentication Software OATH token true MFA completed in Azure AD Multifactor authentication',
  );
  lab.advance(60_000);
  await simon.get(peakonRequest);
  expect(await latestSuccess(lab)).toContain(
    'Previously satisfied Password true First factor requirement satisfied by claim in the token Primary authentication Previously satisfied Software OATH token true MFA requirement satisfied by claim in the token Multifactor authentication',
  );
});

test('a wrong password is a step that failed', async () => {
  const simon = new Browser(lab.idp.app);
  const asks = await simon.submit(await simon.get(peakonRequest), { loginfmt: bSimon });
  await simon.submit(asks, { passwd: 'wrong' });
  expect(await latest('failure')).toContain(
    'Password false Incorrect password Primary authentication',
  );
});

test('a device certificate is no method of the user', async () => {
  await (await signedInBy(lab, ['deviceCertificate', 'windowsHelloForBusiness'])).get(
    peakonRequest,
  );
  const details = await latestSuccess(lab);
  expect(details).toContain(
    'Previously satisfied Windows Hello for Business true MFA requirement satisfied by claim in the token Primary authentication',
  );
  expect(details).not.toContain('Device certificate');
});
