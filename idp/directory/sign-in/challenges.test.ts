import { expect, test } from 'vitest';
import { Housekeeping } from '../../../store/housekeeping.ts';
import { directoryChores } from '../housekeeping.ts';
import { hashSecret } from '../secrets.ts';
import { now, smallDirectoryForEachTest, tenantId } from '../testing/small-directory.ts';
import { beginChallenge, findChallenge, takeApproval, useSentCode } from './challenges.ts';
import { beginPendingSignIn } from './pending-sign-ins.ts';
import { answerApproval, pendingApprovals, sentCodes } from './phones.ts';

const small = smallDirectoryForEachTest();
const after = (ms: number) => new Date(now.getTime() + ms);
const begin = () =>
  beginPendingSignIn(small.db, { browser: 'b', tenantId, continuation: '{}' }, now);
const sms = (ctx: string) => ({
  ctx,
  userId: small.userId,
  authMethodId: 'OneWaySMS',
  kind: 'code' as const,
  sentTo: '+1 5555551234',
  application: 'Peakon',
  lifetime: 60_000,
});
const push = (ctx: string) => ({
  ...sms(ctx),
  authMethodId: 'PhoneAppNotification',
  kind: 'number' as const,
});
const housekeep = async (at: Date) => {
  const onError = (error: unknown) => {
    throw error;
  };
  const housekeeping = new Housekeeping(directoryChores(small.db), { clock: () => at, onError });
  await housekeeping.run();
  await housekeeping.stop();
};
const count = async () =>
  Number(
    (
      await small.db
        .selectFrom('challenge')
        .select((e) => e.fn.countAll().as('number'))
        .executeTakeFirstOrThrow()
    ).number,
  );

test('a sign-in has one challenge per method, and they end with it', async () => {
  const ctx = await begin();
  for (let n = 0; n < 3; n++) await beginChallenge(small.db, sms(ctx), now);
  await beginChallenge(small.db, push(ctx), now);
  expect(await count()).toBe(2);
  await small.db.deleteFrom('pendingSignIn').where('idHash', '=', hashSecret(ctx)).execute();
  expect(await count()).toBe(0);
});

test('housekeeping removes those that expired a day ago', async () => {
  await beginChallenge(small.db, sms(await begin()), now);
  await beginChallenge(small.db, sms(await begin()), after(3_000_000));
  await small.db
    .updateTable('pendingSignIn')
    .set({ expires: after(1e9).toISOString() })
    .execute();
  await housekeep(after(86_400_000));
  expect(await count()).toBe(2);
  await housekeep(after(86_400_000 + 61_000));
  expect(await count()).toBe(1);
});

test('of many checks of one code at the same time one is right', async () => {
  const ctx = await begin();
  await beginChallenge(small.db, sms(ctx), now);
  const [{ code = '' } = {}] = await sentCodes(small.db, tenantId, now);
  const found = await Promise.all(
    Array.from({ length: 10 }, () => useSentCode(small.db, sms(ctx), code, now)),
  );
  expect(found.filter((one) => one === 'right')).toHaveLength(1);
  expect(found.filter((one) => one === 'used')).toHaveLength(9);
});

test('an approval can be taken once, within a minute', async () => {
  const ctx = await begin();
  const { id, number } = await beginChallenge(small.db, push(ctx), now);
  await answerApproval(small.db, id, { number }, after(59_000));
  expect(await pendingApprovals(small.db, tenantId, after(59_000))).toEqual([]);
  const state = async (ms: number) =>
    (await findChallenge(small.db, ctx, 'PhoneAppNotification', after(ms)))?.state;
  expect([await state(118_000), await state(119_000)]).toEqual(['approved', 'expired']);
  expect([await takeApproval(small.db, id), await takeApproval(small.db, id)]).toEqual([
    true,
    false,
  ]);
});
