import { beforeEach, describe, expect, test } from 'vitest';
import { expectFault, expectNotFound, untyped } from '../directory/testing/small-directory.ts';
import type { Seen } from '../testing/browser.ts';
import { bSimon, tenantId } from '../testing/contoso.ts';
import { contosoForEachTest } from '../testing/contoso-for-each-test.ts';
import { configOf } from './testing/config-of.ts';
import {
  authenticator,
  choose,
  enterPassword,
  mobile,
  numberOn,
  onlyApproval,
  onlyCode,
  requireMfa,
} from './testing/second-factors.ts';

const lab = contosoForEachTest();
beforeEach(async () => {
  await requireMfa(lab);
  await lab.idp.directory.addAuthenticationMethod(lab.userId, authenticator);
});

const answer = async (given: Parameters<typeof lab.idp.directory.answerApproval>[1]) =>
  lab.idp.directory.answerApproval(await onlyApproval(lab), given);
const reload = ({ form }: Seen) =>
  lab.browser.get(`/common/SAS/ProcessAuth?ctx=${form.fields.ctx}`);
const resend = (page: Seen) => choose(lab.browser, page, 'PhoneAppNotification');

describe('a push with number matching, without scripts', () => {
  test('shows a number, waits, and continues after it was typed on the phone', async () => {
    const page = await enterPassword(lab.browser);
    expect(page.body).toContain('id="idDiv_SAOTCAS_Description"');
    expect(page.body).toContain('id="idRichContext_DisplaySign"');
    expect(numberOn(page)).toBeGreaterThanOrEqual(10);
    expect(await lab.idp.directory.pendingApprovals(tenantId)).toEqual([
      {
        id: expect.any(String),
        userPrincipalName: bSimon,
        displayName: 'B.Simon',
        authMethodId: 'PhoneAppNotification',
        sentTo: "B.Simon's phone",
        application: 'Peakon',
        kind: 'number',
        secondsLeft: 60,
      },
    ]);
    const waiting = await lab.browser.submit(page);
    expect(waiting.body).toContain('not heard from your phone yet');
    expect(numberOn(waiting)).toBe(numberOn(page));
    expect(numberOn(await reload(page))).toBe(numberOn(page));

    expect(await answer({ number: numberOn(page) })).toBe('approved');
    const kmsi = await lab.browser.submit(waiting);
    const { response } = await lab.browser.submit(kmsi, { LoginOptions: '0' });
    expect(response).toContain('claims/multipleauthn');
  });

  test.each([
    ['denied', 'deny', 'denied'],
    ['reported', 'report', 'reported'],
    ['answered with another number', 'wrong number', 'denied'],
  ] as const)(
    '%s: the page says so, with AADSTS500121, and offers another',
    async (_how, given, result) => {
      const page = await enterPassword(lab.browser);
      const wrong = { number: numberOn(page) === 99 ? 10 : numberOn(page) + 1 };
      expect(await answer(given === 'wrong number' ? wrong : given)).toBe(result);
      const denied = await lab.browser.submit(page);
      expect(denied).toMatchObject({ status: 200, aadsts: 500121 });
      expect(denied.body).toContain('id="idDiv_SAASDS_Description"');
      expect(denied.body).toContain('id="idA_SAASDS_Resend"');
      expect(denied.body).not.toContain('idRichContext_DisplaySign');
      expect((await reload(page)).body).toContain('id="idDiv_SAASDS_Description"');
      const another = await resend(denied);
      await answer({ number: numberOn(another) });
      expect((await lab.browser.submit(another)).body).toContain('KmsiDescription');
    },
  );

  test('not answered within a minute: the page says so, and offers another', async () => {
    const page = await enterPassword(lab.browser);
    const id = await onlyApproval(lab);
    lab.advance(60_000);
    expect(await lab.idp.directory.pendingApprovals(tenantId)).toEqual([]);
    await expectNotFound(lab.idp.directory.answerApproval(id, 'deny'), 'approval', id);
    const late = await lab.browser.submit(page);
    expect(late.aadsts).toBe(500121);
    expect(late.body).toContain('id="idDiv_SAASTO_Description"');
    const another = await resend(late);
    await answer({ number: numberOn(another) });
    expect((await lab.browser.submit(another)).body).toContain('KmsiDescription');
  });

  test('an approval counts once, and only for the tab that asked', async () => {
    const one = await enterPassword(lab.browser);
    await answer({ number: numberOn(one) });
    const two = await enterPassword(lab.browser);
    expect((await lab.browser.submit(two)).body).toContain('not heard from your phone yet');
    expect((await lab.browser.submit(one)).body).toContain('KmsiDescription');
    expect((await lab.browser.submit(one)).aadsts).toBe(500121);
    await answer({ number: numberOn(two) });
    expect((await lab.browser.submit(two)).body).toContain('KmsiDescription');
  });

  test('two tabs with different methods', async () => {
    await lab.idp.directory.addAuthenticationMethod(lab.userId, mobile);
    const push = await enterPassword(lab.browser);
    const asked = await onlyApproval(lab);
    const sms = await choose(lab.browser, await enterPassword(lab.browser), 'OneWaySMS');
    await lab.idp.directory.answerApproval(asked, { number: numberOn(push) });
    const fields = sms.forms.find(({ fields: each }) => 'mfaAuthMethod' in each)?.fields;
    const otc = await onlyCode(lab);
    expect((await lab.browser.post('/common/SAS/ProcessAuth', { ...fields, otc })).body).toContain(
      'KmsiDescription',
    );
    expect((await lab.browser.submit(push)).body).toContain('KmsiDescription');
  });
});

test('a phone call is confirmed without a number', async () => {
  await lab.idp.directory.addAuthenticationMethod(lab.userId, mobile);
  const push = await enterPassword(lab.browser);
  await answer('deny');
  const page = await choose(lab.browser, push, 'TwoWayVoiceMobile');
  expect(page.body).not.toContain('idRichContext_DisplaySign');
  await expectFault(answer({ number: 42 }), 'answer', 'answer');
  expect(await answer('approve')).toBe('approved');
  expect((await lab.browser.submit(page)).body).toContain('KmsiDescription');
});

test('an answer that does not fit is refused, and the question still waits', async () => {
  const page = await enterPassword(lab.browser);
  for (const wrong of ['approve', 'yes', undefined, {}, { number: '12' }, { number: 1.5 }])
    await expectFault(answer(untyped(wrong)), 'answer', 'answer');
  await expectFault(lab.idp.directory.answerApproval(untyped(7), 'deny'), 'approvalId', 'type');
  await expectNotFound(lab.idp.directory.answerApproval('nope', 'deny'), 'approval', 'nope');
  expect(await answer({ number: numberOn(page) })).toBe('approved');
});

describe('BeginAuth and EndAuth of a push', () => {
  const post = async (path: 'BeginAuth' | 'EndAuth', body: object) =>
    (
      await lab.browser.postJson(`/common/SAS/${path}`, body, {
        'content-type': 'application/json',
      })
    ).json();
  const begin = async () => {
    const { sCtx, sFT } = configOf(await enterPassword(lab.browser));
    const request = { AuthMethodId: 'PhoneAppNotification', Ctx: sCtx, FlowToken: sFT };
    return { request, begun: await post('BeginAuth', request) };
  };

  test('the number, waiting, and the flow token for ProcessAuth', async () => {
    const { request, begun } = await begin();
    expect(begun).toMatchObject({ Success: true, ErrCode: 0, Retry: false });
    expect(begun.Entropy).toBeGreaterThanOrEqual(10);
    expect(await post('EndAuth', request)).toMatchObject({
      Success: false,
      ResultValue: 'AuthenticationPending',
      ErrCode: 0,
      Retry: true,
    });
    await answer({ number: begun.Entropy });
    const ended = await post('EndAuth', request);
    expect(ended).toMatchObject({ Success: true, ResultValue: 'Success', ErrCode: 0 });
    const done = { request: ended.Ctx, flowToken: ended.FlowToken };
    expect((await lab.browser.post('/common/SAS/ProcessAuth', done)).body).toContain(
      'KmsiInterrupt',
    );
    expect(await post('EndAuth', request)).toMatchObject({ Success: false, ErrCode: 500121 });
  });

  test.each([
    ['deny', 'PhoneAppDenied'],
    ['report', 'PhoneAppFraud'],
    [undefined, 'PhoneAppNoResponse'],
  ] as const)('%s is %s', async (given, ResultValue) => {
    const { request } = await begin();
    if (given) await answer(given);
    else lab.advance(60_000);
    const refused = { Success: false, ResultValue, ErrCode: 500121, Retry: false };
    expect(await post('EndAuth', request)).toMatchObject(refused);
    const begun = await post('BeginAuth', request);
    await answer({ number: begun.Entropy });
    expect(await post('EndAuth', request)).toMatchObject({ Success: true });
  });
});
