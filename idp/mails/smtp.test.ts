import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, inject, test } from 'vitest';
import { MailTenant, notify, until } from './testing/mail-tenant.ts';
import { SmtpInbox } from './testing/smtp-inbox.ts';

describe('by SMTP', () => {
  test('a real server gets recipients, text and date', async () => {
    await using inbox = await SmtpInbox.listen();
    await using tenant = await MailTenant.open();
    const mailer = tenant.mailer({ smtp: { url: inbox.url } });
    tenant.at(940);
    expect(await mailer.outbox()).toMatchObject([{ delivery: 'waiting' }]);
    await until(async () =>
      expect(await mailer.outbox()).toMatchObject([{ delivery: 'delivered' }]),
    );
    expect(inbox.received).toHaveLength(1);
    const [mail] = inbox.received;
    expect(mail).toMatchObject({ from: 'samlab@localhost', to: [notify] });
    expect(mail?.message).toMatch(
      /^Subject: The SAML signing certificate of Peakon expires in 60/m,
    );
    expect(mail?.message).toMatch(/^Date: Tue, 26 Sep 2028 08:00:00 \+0000/m);
    expect(mail?.message).toContain(tenant.thumbprint);
  });

  // One process opens a SQLite database.
  test.runIf(inject('postgres') !== undefined)('two replicas deliver it once', async () => {
    await using inbox = await SmtpInbox.listen();
    await using tenant = await MailTenant.open();
    const smtp = { url: inbox.url };
    const [one, other] = [tenant.mailer({ smtp, every: 20 }), tenant.mailer({ smtp, every: 20 })];
    tenant.at(2_000);
    await Promise.all([one.outbox(), other.outbox()]);
    await until(async () =>
      expect((await one.outbox()).map(({ delivery }) => delivery)).toEqual(
        Array.from({ length: 3 }, () => 'delivered'),
      ),
    );
    await wait(100);
    expect(inbox.received).toHaveLength(3);
  });

  test.each([
    ['refused for now', { code: 451, text: 'Try later' }, 5, 'it answers "451 Try later"'],
    ['refused for good', { code: 550, text: 'No such user' }, 1, 'it answers "550 No such user"'],
  ])(
    '%s: a sentence in the outbox, and a bounded number of attempts',
    async (_, refuse, offered, says) => {
      await using inbox = await SmtpInbox.listen();
      inbox.refuse = refuse;
      await using tenant = await MailTenant.open();
      const mailer = tenant.mailer({ smtp: { url: inbox.url }, every: 10 });
      tenant.at(940);
      await until(async () =>
        expect(await mailer.outbox()).toMatchObject([{ delivery: 'failed' }]),
      );
      const [failed] = await mailer.outbox();
      expect(failed?.problem).toBe(
        `The SMTP server 127.0.0.1:${inbox.port} did not take it: ${says}.`,
      );
      inbox.refuse = undefined;
      await wait(50);
      expect(inbox.offered).toBe(offered);
    },
  );

  test('taken after all: the earlier problem is gone', async () => {
    await using inbox = await SmtpInbox.listen();
    inbox.refuse = { code: 451, text: 'Try later' };
    await using tenant = await MailTenant.open();
    const mailer = tenant.mailer({ smtp: { url: inbox.url }, every: 30 });
    tenant.at(940);
    await mailer.outbox();
    await until(async () => expect((await mailer.outbox())[0]?.problem).toContain('451 Try later'));
    inbox.refuse = undefined;
    await until(async () =>
      expect(await mailer.outbox()).toMatchObject([{ delivery: 'delivered' }]),
    );
    expect((await mailer.outbox())[0]).not.toHaveProperty('problem');
  });

  test('of two recipients one is refused: delivered, and the outbox names the other', async () => {
    await using inbox = await SmtpInbox.listen({
      onRcptTo: ({ address }, _, done) =>
        done(address === notify ? null : Object.assign(new Error('No'), { responseCode: 550 })),
    });
    await using tenant = await MailTenant.open();
    await tenant.directory.setNotificationEmails(tenant.id, {
      notificationEmailAddresses: [notify, 'gone@contoso.com'],
    });
    const mailer = tenant.mailer({ smtp: { url: inbox.url } });
    tenant.at(940);
    await until(async () =>
      expect(await mailer.outbox()).toMatchObject([
        { delivery: 'delivered', problem: 'The SMTP server refused gone@contoso.com.' },
      ]),
    );
    expect(inbox.received[0]?.to).toEqual([notify]);
  });

  test('no server there, and a wrong password: the sentence names the host and no password', async () => {
    const inbox = await SmtpInbox.listen({
      authOptional: false,
      onAuth: (_, __, done) => done(new Error('Wrong')),
    });
    const { port } = inbox;
    await using tenant = await MailTenant.open();
    const url = `smtp://ann:Maple-4711@127.0.0.1:${port}`;
    const mailer = tenant.mailer({ smtp: { url }, every: 10 });
    tenant.at(940);
    await until(async () => expect(await mailer.outbox()).toMatchObject([{ delivery: 'failed' }]));
    await inbox[Symbol.asyncDispose]();
    tenant.at(970);
    await until(async () =>
      expect((await mailer.outbox()).map(({ delivery }) => delivery)).toEqual(['failed', 'failed']),
    );
    const [noServer, wrongPassword] = (await mailer.outbox()).map(({ problem }) => problem);
    expect(wrongPassword).toContain('535 Wrong');
    expect(noServer).toContain('ECONNREFUSED');
    for (const problem of [noServer, wrongPassword]) {
      expect(problem).toContain(`The SMTP server 127.0.0.1:${port} did not take it`);
      expect(problem).not.toContain('Maple-4711');
    }
  });

  test('a server that never answers holds up neither the outbox nor the end; the mail waits', async () => {
    const offered = Promise.withResolvers<void>();
    await using inbox = await SmtpInbox.listen({ onConnect: () => offered.resolve() });
    await using tenant = await MailTenant.open();
    const mailer = tenant.mailer({ smtp: { url: inbox.url } });
    tenant.at(940);
    await mailer.outbox();
    await offered.promise;
    expect(await mailer.outbox()).toMatchObject([{ delivery: 'waiting' }]);
    await mailer.stop();
    expect(await mailer.outbox()).toMatchObject([{ delivery: 'waiting' }]);
  });
});
