import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { listMails } from '../directory/mails/mails.ts';
import type { Mailer } from './mailer.ts';
import { began, DAY, MailTenant, notify, tenantId, until } from './testing/mail-tenant.ts';

/** The days on which mails are dated, the newest first. */
const days = async (mailer: Mailer) =>
  (await mailer.outbox()).map(({ sentDateTime }) => (Date.parse(sentDateTime) - began) / DAY);

describe('60, 30 and 7 days before the active certificate expires', () => {
  test('a mail each, on the day and not before; to the addresses of the application', async () => {
    await using tenant = await MailTenant.open();
    await tenant.directory.setNotificationEmails(tenant.id, {
      notificationEmailAddresses: [notify, 'ops@contoso.com'],
    });
    const mailer = tenant.mailer();
    for (const [day, expected] of [
      [939.9, []],
      [940, [940]],
      [941, [940]],
      [969.9, [940]],
      [970, [970, 940]],
      [993, [993, 970, 940]],
      [1_001, [993, 970, 940]],
    ] as const) {
      tenant.at(day);
      expect(await days(mailer), `on day ${day}`).toEqual(expected);
    }
    const [last] = await mailer.outbox();
    expect(last).toMatchObject({
      ...{ tenantId, servicePrincipalId: tenant.id, delivery: 'kept' },
      from: 'azure-noreply@microsoft.com',
      to: [notify, 'ops@contoso.com'],
      subject: 'The SAML signing certificate of Peakon expires in 7 days',
    });
    expect(last?.text).toContain(`Thumbprint: ${tenant.thumbprint}`);
    expect(last?.text).toContain('Expires: 2028-11-25, in 7 days');
    expect(last?.text).toContain(`http://localhost:4100/admin/apps/${tenant.id}/`);
  });

  test('each once, when the clock jumps over all three, goes back and jumps again', async () => {
    await using tenant = await MailTenant.open();
    const mailer = tenant.mailer();
    for (const day of [2_000, 0, 950, 2_000]) {
      tenant.at(day);
      expect(await days(mailer)).toEqual([993, 970, 940]);
    }
  });

  test('not again after a restart, and once when two replicas look at the same time', async () => {
    await using tenant = await MailTenant.open();
    tenant.at(975);
    const replicas = [tenant.mailer(), tenant.mailer(), tenant.mailer()];
    await Promise.all(replicas.map((mailer) => mailer.outbox()));
    expect(await days(tenant.mailer())).toEqual([970, 940]);
  });

  test('of the active certificate only, and for no day before it was the active one', async () => {
    await using tenant = await MailTenant.open();
    const mailer = tenant.mailer();
    const { thumbprint } = await tenant.add(100);
    tenant.at(45);
    expect(await days(mailer)).toEqual([]); // day 40 is 60 days before, but it is inactive
    await tenant.directory.activateCertificate(tenant.id, thumbprint);
    tenant.at(99);
    expect(await days(mailer)).toEqual([93, 70]);
    const other = (await tenant.add(140)).thumbprint;
    await tenant.directory.activateCertificate(tenant.id, other);
    tenant.at(1_000);
    expect(await days(mailer)).toEqual([133, 110, 93, 70]);
  });

  test('not about an application without SAML, and none without an address', async () => {
    await using tenant = await MailTenant.open();
    const mailer = tenant.mailer();
    await tenant.directory.disableSingleSignOn(tenant.id);
    tenant.at(941);
    expect(await days(mailer)).toEqual([]);
    await tenant.directory.chooseSaml(tenant.id, notify);
    expect(await days(mailer)).toEqual([940]);
    await tenant.directory.setNotificationEmails(tenant.id, { notificationEmailAddresses: [] });
    tenant.at(971);
    expect(await days(mailer)).toEqual([940]);
    await tenant.directory.setNotificationEmails(tenant.id, {
      notificationEmailAddresses: [notify],
    });
    expect(await days(mailer)).toEqual([940]); // the day has passed
    tenant.at(994);
    expect(await days(mailer)).toEqual([993, 940]);
  });

  test('of many applications at once; a mail outlives its application', async () => {
    await using tenant = await MailTenant.open();
    const { directory } = tenant;
    for (let number = 1; number <= 3; number += 1) {
      const name = { tenantId, displayName: `Application ${number}` };
      const { servicePrincipalId: id } = await directory.addApplication(name);
      await directory.chooseSaml(id, notify);
    }
    const mailer = tenant.mailer();
    tenant.at(2_000);
    const mails = await mailer.outbox();
    expect(mails).toHaveLength(12);
    expect(new Set(mails.map(({ servicePrincipalId }) => servicePrincipalId)).size).toBe(4);
    await directory.deleteApplication(tenant.id);
    expect(await mailer.outbox()).toEqual(mails);
  });

  test('it looks by itself, until it is stopped', async () => {
    await using tenant = await MailTenant.open();
    const mailer = tenant.mailer({ every: 10 });
    const written = async () => (await listMails(tenant.db)).length;
    tenant.at(940);
    await until(async () => expect(await written()).toBe(1));
    await mailer.stop();
    tenant.at(970);
    mailer.look();
    await wait(50);
    expect(await written()).toBe(1);
    mailer.start();
    await until(async () => expect(await written()).toBe(2));
  });
});
