import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { urn } from '../../../scim/urns.ts';
import { MAX_OPERATIONS_PER_HOUR } from '../limits.ts';
import {
  clientOf,
  newUser,
  type ScimUnderTest,
  scimUnderTest,
} from '../testing/scim-under-test.ts';

let peakon: ScimUnderTest;
beforeEach(async () => {
  peakon = await scimUnderTest();
});
afterEach(() => peakon.sp.close());

const administration = () => peakon.sp.administration;

describe('the token', () => {
  const status = async (token: string) =>
    (await clientOf(peakon, token).send('GET', '/Users')).status;

  test('a new one takes the place of the old one; none works once it is revoked or provisioning disabled', async () => {
    const { token } = await administration().rotateProvisioningToken('contoso');
    expect(await status(peakon.token)).toBe(401);
    expect(await status(token)).toBe(200);
    await administration().revokeProvisioningToken('contoso');
    expect(await status(token)).toBe(401);
    const { token: third } = await administration().rotateProvisioningToken('contoso');
    expect(await status(third)).toBe(200);
    await administration().disableProvisioning('contoso');
    expect(await status(third)).toBe(401);
    await expect(administration().rotateProvisioningToken('contoso')).rejects.toMatchObject({
      name: 'NotFound',
    });
    const { token: fourth } = await administration().enableProvisioning('contoso');
    expect(await status(third)).toBe(401);
    expect(await status(fourth)).toBe(200);
  });

  test('is 256 random bits, and only its hash and its end are kept', async () => {
    expect(peakon.token).toMatch(/^[\w-]{43}$/);
    expect(await administration().findProvisioning('contoso')).toEqual({
      enabled: true,
      hasToken: true,
      tokenHint: peakon.token.slice(-4),
      tokenMadeAt: '2026-01-31T08:00:00.000Z',
      groups: false,
      uniqueIdentifier: 'email',
      faults: [],
    });
    await peakon.send('GET', '/Users');
    expect(await administration().findProvisioning('contoso')).toMatchObject({
      lastUsedAt: '2026-01-31T08:00:00.000Z',
    });
  });

  test('settings that are none are refused', async () => {
    const change = (settings: object) => administration().changeProvisioning('contoso', settings);
    await expect(change({ faults: ['slow', 'x'] })).rejects.toMatchObject({
      faults: [{ property: 'faults.1', code: 'unknown' }],
    });
    await expect(change({ uniqueIdentifier: 'x' })).rejects.toMatchObject({
      faults: [{ property: 'uniqueIdentifier', code: 'unknown' }],
    });
    await expect(change({ groups: true, faults: ['slow'] })).resolves.toBeUndefined();
  });
});

describe('SEC-88: the token of another company', () => {
  test('sees and changes nobody of this one', async () => {
    await administration().createCompany({ id: 'fabrikam', name: 'Fabrikam' });
    const { token } = await administration().enableProvisioning('fabrikam');
    await administration().changeProvisioning('fabrikam', { groups: true });
    await peakon.change({ groups: true });
    const user = await peakon.create('s88@contoso.com');
    const group = (
      await peakon.send('POST', '/Groups', { displayName: 'G', members: [{ value: user.id }] })
    ).body;
    const other = clientOf(peakon, token);
    const replace = { Operations: [{ op: 'Replace', path: 'displayName', value: 'X' }] };
    for (const [method, path, body] of [
      ['GET', `/Users/${user.id}`, undefined],
      ['PATCH', `/Users/${user.id}`, replace],
      ['PUT', `/Users/${user.id}`, newUser('x@x.test')],
      ['DELETE', `/Users/${user.id}`, undefined],
      ['GET', `/Groups/${group.id}`, undefined],
      ['PATCH', `/Groups/${group.id}`, replace],
      ['PUT', `/Groups/${group.id}`, { displayName: 'X' }],
      ['DELETE', `/Groups/${group.id}`, undefined],
    ] as const)
      expect(await other.send(method, path, body), path).toMatchObject({ status: 404 });
    const mine = await other.create('s88@contoso.com'); // another company, another person
    for (const value of [user.id, [{ value: user.id }]])
      expect(
        await other.patch(mine.id, { op: 'Add', path: `${urn.enterpriseUser}:manager`, value }),
      ).toMatchObject({ status: 400 });
    expect(
      await other.send('POST', '/Groups', { displayName: 'G', members: [{ value: user.id }] }),
    ).toMatchObject({ status: 400 });
    for (const filter of [
      `id eq "${user.id}"`,
      `id eq "${user.id}" or userName pr and externalId eq "x-s88@contoso.com" or id eq "x"`,
      'emails.value eq "b.simon@contoso.com"',
      'userName eq "b.simon@contoso.com" or userName pr',
      'not (userName eq "x")',
    ])
      for (const found of await other.find(filter)) expect(found.id).toBe(mine.id);
    expect((await other.send('GET', '/Users')).body.totalResults).toBe(1);
    const bulk = { Operations: [{ method: 'DELETE', path: `/Users/${user.id}` }] };
    expect((await other.send('POST', '/Bulk', bulk)).body.Operations).toMatchObject([
      { status: '404' },
    ]);
    expect(await peakon.get(user.id)).toEqual(user);
    expect((await peakon.send('GET', `/Groups/${group.id}`)).body).toEqual(group);
  });
});

describe('25,000 operations an hour', () => {
  const use = (count: number) =>
    peakon.send('POST', '/Bulk', {
      Operations: Array.from({ length: count }, () => ({ method: 'DELETE', path: '/x' })),
    });

  test('each operation of a bulk request counts; then 429 with Retry-After, until the next hour', async () => {
    peakon.setNow(new Date('2026-01-31T08:59:30.000Z'));
    for (let used = 0; used < MAX_OPERATIONS_PER_HOUR - 1000; used += 1000)
      expect((await use(1000)).status).toBe(200);
    expect((await use(999)).status).toBe(200);
    expect((await use(2)).status).toBe(429); // no room for two: not counted
    expect((await peakon.send('GET', '/Users')).status).toBe(200);
    const refused = await peakon.send('GET', '/Users');
    expect(refused).toMatchObject({ status: 429, body: { schemas: [urn.error], status: '429' } });
    expect(refused.headers['retry-after']).toBe('30');
    peakon.setNow(new Date('2026-01-31T09:00:00.000Z'));
    expect((await peakon.send('GET', '/Users')).status).toBe(200);
  });
});
