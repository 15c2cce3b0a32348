import { alterNextResponse } from '../harness/alter-response.ts';
import { bSimon } from '../harness/people.ts';
import { ServiceProvider } from '../harness/service-provider.ts';
import { SignInPage } from '../harness/sign-in-page.ts';
import { expect, test } from '../harness/test.ts';

test('a Response is accepted once and refused when sent again, in this or another browser', async ({
  page,
  lab,
  whoami,
  browser,
}) => {
  const sp = new ServiceProvider(page, lab);
  const sent = await alterNextResponse(page, sp.assertionConsumerService, (xml) => xml);
  await page.goto(`${lab.start.idp}/api/signin/${lab.start.appId}?tenantId=${lab.start.tenantId}`);
  await new SignInPage(page).signIn(bSimon(lab));
  await expect(page).toHaveURL(`${lab.start.sp}/account`);
  expect(await whoami()).toMatchObject({ status: 200 }); // the control
  const form = sent.form ?? {};
  expect(form).toHaveProperty('SAMLResponse');

  const other = await browser.newContext();
  for (const { request } of [page, other]) {
    const answer = await request.post(sp.assertionConsumerService, {
      form,
      headers: { accept: 'application/problem+json' },
    });
    expect(answer.status()).toBeGreaterThanOrEqual(400);
    expect(await answer.json()).toMatchObject({ check: 'replay' });
  }
  const stranger = await other.request.get(`${lab.start.sp}/api/whoami`);
  expect(stranger.status()).toBe(401);
  await other.close();
});
