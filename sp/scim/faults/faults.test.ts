import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProvisioningFault } from '../../administration/provisioning-faults.ts';
import { type ScimUnderTest, scimUnderTest } from '../testing/scim-under-test.ts';

let peakon: ScimUnderTest;
beforeEach(async () => {
  peakon = await scimUnderTest();
});
afterEach(() => peakon.sp.close());

const on = (fault: ProvisioningFault) => peakon.change({ faults: [fault] });

test('string_boolean: "False" keeps a user active; a boolean does not', async () => {
  const { id } = await peakon.create('fault@contoso.com');
  await on('string_boolean');
  const active = async (op: string, value: unknown) =>
    (await peakon.patch(id, { op, path: 'active', value })).body.active;
  expect(await active('Replace', 'False')).toBe(true);
  expect(await active('Add', 'False')).toBe(true);
  expect(await active('replace', false)).toBe(false);
  expect((await peakon.create('fault2@contoso.com', { active: 'False' })).active).toBe(true);
});

test('not_found_on_no_match: a search without a hit is 404, one with a hit is not', async () => {
  await on('not_found_on_no_match');
  const probe = '/Users?filter=userName+eq+%22nobody%22';
  expect(await peakon.send('GET', probe)).toMatchObject({ status: 404 });
  expect(await peakon.find('userName eq "b.simon@contoso.com"')).toHaveLength(1);
});

test('no_create_on_no_match: a value path without a match is refused, one with a match is not', async () => {
  const { id } = await peakon.create('fault@contoso.com');
  await on('no_create_on_no_match');
  const write = (type: string) =>
    peakon.patch(id, {
      op: 'Add',
      path: `emails[type eq "${type}"].value`,
      value: 'x@contoso.com',
    });
  expect(await write('home')).toMatchObject({ status: 400, body: { scimType: 'noTarget' } });
  expect(await write('work')).toMatchObject({ status: 200 });
});

test('slow: nothing is answered, nor done, before the wait is over', async () => {
  const over = Promise.withResolvers<void>();
  const slow = await scimUnderTest({}, { scimSlowness: () => over.promise });
  await slow.change({ faults: ['slow'] });
  let answered = false;
  const creating = slow.create('slow@contoso.com').finally(() => {
    answered = true;
  });
  for (let n = 0; n < 20; n++) await setImmediate();
  const find = () => slow.sp.administration.findEmployee('contoso', 'slow@contoso.com');
  expect([answered, await find()]).toEqual([false, undefined]);
  over.resolve();
  expect((await creating).id).toBe((await find())?.id);
  await slow.sp.close();
});

test('too_many_requests: 429 without Retry-After', async () => {
  await on('too_many_requests');
  const answer = await peakon.send('GET', '/Users');
  expect(answer.status).toBe(429);
  expect(answer.headers).not.toHaveProperty('retry-after');
});

test('html_forbidden: a page for a request without User-Agent, as Entra sends it; SCIM for others', async () => {
  await on('html_forbidden');
  const ask = (agent: string) => peakon.send('GET', '/Users', undefined, { 'user-agent': agent });
  const refused = await ask('');
  expect(refused.status).toBe(403);
  expect(refused.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(refused.text).toContain('<h1>Forbidden</h1>');
  expect((await ask('curl/8')).status).toBe(200);
});
