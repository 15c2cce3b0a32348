import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { toPfx } from '../../certs/testing/to-pfx.ts';
import { type Lab, startLab } from '../library.ts';
import { anyPorts } from '../testing/running-labs.ts';
import { ApiClient } from './testing/api-client.ts';

let lab: Lab;
let api: ApiClient;
beforeAll(async () => {
  lab = await startLab({ memory: true, ports: anyPorts });
  api = new ApiClient(lab);
});
afterAll(() => lab.close());

test('certificates: made with a date, imported, made active, deleted; addresses for the mails', async () => {
  const { id } = await api.ok<{ id: string }>('POST', '/tenants');
  const tenant = `/tenants/${id}`;
  const at = `${tenant}/applications/Reports`;
  await api.ok('POST', `${tenant}/applications`, {
    displayName: 'Reports',
    identifierUris: ['https://reports.example/saml'],
    replyUrls: ['https://reports.example/saml/acs'],
  });
  interface Certificate {
    readonly thumbprint: string;
    readonly status: string;
    readonly endDateTime: string;
    readonly imported: boolean;
  }
  const all = () => api.ok<Certificate[]>('GET', `${at}/certificates`);
  const [first] = await all();
  expect(first?.status).toBe('Active');
  const endDateTime = new Date(lab.clock.now().getTime() + 86_400_000).toISOString();
  const made = await api.call('POST', `${at}/certificates`, { body: { endDateTime } });
  const second = made.body as Certificate;
  expect(second).toMatchObject({
    status: 'Inactive',
    endDateTime: `${endDateTime.slice(0, 19)}.000Z`,
    imported: false,
  });
  const address = (made.headers.get('location') ?? '').replace('/api/v1', '');
  expect(await api.ok('GET', address)).toEqual(second);
  const key = await makeSigningCertificate({ subject: 'CN=Own', notBefore: lab.clock.now() });
  const pfx = Buffer.from(toPfx(key, 'pw')).toString('base64');
  const imported = await api.ok<Certificate>('POST', `${at}/certificates`, { pfx, password: 'pw' });
  expect(imported).toMatchObject({ subject: 'CN=Own', status: 'Inactive', imported: true });
  await api.ok('POST', `${address}/activate`);
  expect((await all())[0]?.thumbprint).toBe(second.thumbprint);

  const refused = async (method: 'POST' | 'DELETE' | 'PUT', path: string, body?: object) => {
    const { status, body: problem } = await api.call(method, path, { body });
    return [status, (problem as { code: string }).code];
  };
  expect(await refused('DELETE', address)).toEqual([409, 'active_certificate']);
  expect(await refused('DELETE', `${at}/certificates/${'F'.repeat(40)}`)).toEqual([
    ...[404, 'unknown_certificate'],
  ]);
  expect(await refused('POST', `${at}/certificates`, { pfx, password: 'no' })).toEqual([
    ...[422, 'invalid_request'],
  ]);
  expect(await refused('POST', `${at}/certificates`, { pfx, password: 'pw' })).toEqual([
    ...[409, 'taken'],
  ]);
  for (const wrong of ['soon', '2999-01-01'])
    expect(await refused('POST', `${at}/certificates`, { endDateTime: wrong })).toEqual([
      ...[422, 'invalid_request'],
    ]);
  await api.ok('DELETE', `${at}/certificates/${first?.thumbprint.toLowerCase()}`);
  expect((await all()).map(({ thumbprint }) => thumbprint)).toEqual([
    ...[second.thumbprint, imported.thumbprint],
  ]);
  const emails = (...notificationEmailAddresses: string[]) => ({ notificationEmailAddresses });
  const set = `${at}/notification-emails`;
  expect(await refused('PUT', set, emails('nobody'))).toEqual([422, 'invalid_request']);
  await api.ok('PUT', set, emails('ops@contoso.com'));
  lab.clock.advance(86_400_000 / 2);
  expect(await api.ok('GET', `${tenant}/outbox`)).toEqual([]); // it was made within the 7 days
  lab.clock.reset();
});
