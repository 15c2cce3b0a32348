import { expect, test, vi } from 'vitest';
import { SmtpInbox } from '../../idp/mails/testing/smtp-inbox.ts';
import { ApiClient } from '../api/testing/api-client.ts';
import type { Lab } from '../library.ts';
import { RunningLabs } from '../testing/running-labs.ts';

const labs = RunningLabs.forEachTest();
const DAY = 86_400_000;
const subjects = async ({ outbox }: Pick<Lab, 'outbox'>) =>
  (await outbox()).map(({ subject }) => /\d+ days/.exec(subject)?.[0]);
const page = async ({ start }: Lab) => (await fetch(`${start.lab}/outbox`)).text();

test('the mails of the tutorial by the clock of the lab: library, HTTP API and page', async () => {
  const lab = await labs.start({ memory: true, clock: 'frozen:2026-11-20T10:00:00Z' });
  const api = new ApiClient(lab);
  expect(await lab.outbox()).toEqual([]);
  expect(await page(lab)).toContain('No mail yet.');
  lab.clock.set('2029-10-25T10:00:00Z'); // the certificate expires on 2029-11-20
  const [second, first] = await lab.outbox();
  expect(first).toMatchObject({
    to: ['admin@contoso.com'],
    sentDateTime: '2029-09-21T10:00:00.000Z',
    delivery: 'kept',
  });
  expect(second?.sentDateTime).toBe('2029-10-21T10:00:00.000Z');
  expect(await api.ok('GET', '/outbox')).toEqual([second, first]);
  const html = await page(lab);
  expect(html).toContain('The SAML signing certificate of Peakon expires in 60 days');
  expect(html).toContain('2029-09-21 10:00:00 UTC');
  expect(html).toContain('No mail leaves this lab.');
  expect(await (await fetch(`${lab.start.lab}/`)).text()).toContain('href="/outbox"');
});

test('a tenant sees its own mails; the addresses that were given get them', async () => {
  const lab = await labs.start({ memory: true });
  const [tenant, other] = [await lab.tenant(), await lab.tenant()];
  const application = {
    identifierUris: ['urn:app'],
    replyUrls: ['https://app.example/acs'],
    notificationEmailAddresses: ['ops@app.example', 'dev@app.example'],
  };
  await tenant.addApplication(application);
  lab.clock.advance(3 * 365 * DAY);
  expect((await tenant.outbox()).map(({ to }) => to)).toEqual(
    Array.from({ length: 3 }, () => ['ops@app.example', 'dev@app.example']),
  );
  expect(await other.outbox()).toEqual([]);
  const api = new ApiClient(lab);
  expect(await api.ok('GET', `/tenants/${tenant.domain}/outbox`)).toEqual(await tenant.outbox());
  const sixth = ['1', '2', '3', '4', '5', '6'].map((n) => `${n}@app.example`);
  await expect(
    other.addApplication({ ...application, notificationEmailAddresses: sixth }),
  ).rejects.toThrow(
    'notificationEmailAddresses: There are at most 5 notification e-mail addresses.',
  );
});

test('not again after a restart; a reset goes back to an empty outbox', async () => {
  const dataDir = labs.folder;
  const lab = await labs.start({ dataDir });
  lab.clock.advance(3 * 365 * DAY - 40 * DAY);
  expect(await subjects(lab)).toEqual(['60 days']);
  const clock = lab.clock.now().toISOString();
  await labs.stop();
  const again = await labs.start({ dataDir, clock });
  expect(await subjects(again)).toEqual(['60 days']);
  again.clock.advance(11 * DAY);
  expect(await subjects(again)).toEqual(['30 days', '60 days']);

  const inMemory = await labs.start({ memory: true, seed: 'outbox' });
  inMemory.clock.advance(4 * 365 * DAY);
  const mails = await inMemory.outbox();
  expect(mails).toHaveLength(3);
  await inMemory.reset();
  expect(await inMemory.outbox()).toEqual([]);
  inMemory.clock.advance(4 * 365 * DAY);
  expect((await inMemory.outbox()).map(({ id }) => id)).toEqual(mails.map(({ id }) => id));
});

test('the SMTP server of the settings gets them; the page names it without its password', async () => {
  await using inbox = await SmtpInbox.listen({
    onAuth: (_, __, done) => done(null, { user: 'a' }),
  });
  const url = `smtp://ann:Maple-4711@127.0.0.1:${inbox.port}`;
  const settings = { smtp: { url, from: 'samlab@contoso.com' } };
  const lab = await labs.start({ memory: true, settings });
  lab.clock.advance(3 * 365 * DAY - 40 * DAY);
  await vi.waitFor(() => expect(inbox.received).toHaveLength(1), { timeout: 30_000 });
  expect(inbox.received[0]).toMatchObject({
    from: 'samlab@contoso.com',
    to: ['admin@contoso.com'],
  });
  const html = await page(lab);
  expect(html).toContain(`Mails also go to smtp://127.0.0.1:${inbox.port}.`);
  expect(html).not.toContain('Maple-4711');
  const { settings: exported, leftOut } = await lab.exportSettings();
  expect(exported.smtp).toEqual({
    url: `smtp://127.0.0.1:${inbox.port}`,
    from: 'samlab@contoso.com',
  });
  expect(leftOut).toContain('User name and password of the SMTP server must be added.');
});

test('signing in does not wait for an SMTP server that does not answer, and the lab stops', async () => {
  const asked = Promise.withResolvers<void>();
  await using inbox = await SmtpInbox.listen({ onConnect: () => asked.resolve() });
  const lab = await labs.start({ memory: true, smtp: { url: inbox.url } });
  lab.clock.advance(3 * 365 * DAY - 40 * DAY);
  await asked.promise;
  const tenant = await lab.findTenant('contoso.com');
  const response = await tenant?.signIn('B.Simon@contoso.com', { application: 'Peakon' });
  expect(response?.xml).toContain('<Assertion');
  expect(await lab.outbox()).toMatchObject([{ delivery: 'waiting' }]);
  const before = performance.now();
  await labs.stop();
  expect(performance.now() - before).toBeLessThan(8_000); // less than the wait for the server
});

test.each([
  { url: 'http://localhost:25' },
  { url: 'localhost:1025' },
  { url: 'smtp://' },
  { url: 'smtp://localhost', from: 'nobody' },
  {},
])('smtp %j is refused', async (smtp) => {
  const refused = labs.start({ memory: true, smtp: smtp as { url: string } });
  await expect(refused).rejects.toThrow('The option smtp must be an object with url');
});
