import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readCertificate, thumbprint } from '../../../../../certs/certificate.ts';
import {
  makeSigningCertificate,
  type SigningKey,
} from '../../../../../certs/signing-certificate.ts';
import { certificateFor } from '../../../../../certs/testing/faulty-certificates.ts';
import { toPfx } from '../../../../../certs/testing/to-pfx.ts';
import { administrationBrowser, textOf } from '../../../../testing/administration.ts';
import { administeredContosoForEachTest } from '../../../../testing/contoso-for-each-test.ts';
import { sendFile } from '../../../../testing/send-file.ts';
import { sendForm } from '../../../../testing/send-form.ts';
import { savedApplication, signInToPeakon, singleSignOnPage } from '../testing/peakon.ts';

const lab = administeredContosoForEachTest();
const sso = () => singleSignOnPage(lab);

describe('SAML Certificates', () => {
  const certificates = () => `${sso()}/certificates`;
  const add = (notAfter: string) =>
    sendForm(lab.admin, certificates(), { notAfter }, `${certificates()}/new`);
  const inactive = (body: string) =>
    [...body.matchAll(/Make certificate active: ([0-9A-F]{40})/g)].map(([, one]) => one ?? '');
  const active = async () =>
    (await savedApplication(lab)).servicePrincipal.preferredTokenSigningKeyThumbprint ?? '';

  test('New Certificate is inactive until made active; the inactive one can be deleted, the active one not', async () => {
    const first = await active();
    expect((await add('2028-01-01')).status).toBe(303);
    const [second = ''] = inactive((await lab.admin.get(certificates())).body);
    expect(await active()).toBe(first);
    // "Delete" is a button of the form of "Make certificate active".
    const act = async (what: string, one: string) => {
      const { body, form } = await lab.admin.get(certificates());
      const version = /name="version" value="([^"]+)"/.exec(body)?.[1] ?? '';
      const { _csrf = '' } = form.fields;
      return lab.admin.post(`${certificates()}/${what}`, { _csrf, version, thumbprint: one });
    };
    await act('activate', second);
    expect(await active()).toBe(second);
    const refused = await act('delete', second);
    expect(textOf(refused)).toContain('The active certificate cannot be deleted');
    expect((await act('delete', first)).status).toBe(303);
    expect(inactive((await lab.admin.get(certificates())).body)).toEqual([]);
  });

  test('an active certificate that has expired: both pages name the one that signs in its place', async () => {
    const pages = async () => [
      textOf(await lab.admin.get(sso())),
      textOf(await lab.admin.get(certificates())),
    ];
    expect((await add('2026-03-20')).status).toBe(303);
    const [second = ''] = inactive((await lab.admin.get(certificates())).body);
    const first = await active();
    const form = { thumbprint: second };
    expect(
      (await sendForm(lab.admin, certificates(), form, `${certificates()}/activate`)).status,
    ).toBe(303);
    for (const text of await pages()) expect(text).not.toContain('has expired');
    lab.advance(20 * 86_400_000);
    lab.admin.cookies.clear();
    const admin = await administrationBrowser(lab);
    for (const page of [sso(), certificates()]) {
      const text = textOf(await admin.get(page));
      expect(text).toContain('The active certificate has expired');
      expect(text).toContain(`Tokens are signed with ${first}`);
    }
  });

  test('adding, activating, deleting and the addresses are in the audit log', async () => {
    expect((await add('2028-01-01')).status).toBe(303);
    const [second = ''] = inactive((await lab.admin.get(certificates())).body);
    const first = await active();
    // "Delete" is a button of the form of "Make certificate active".
    for (const [what, thumbprint] of [
      ['activate', second],
      ['delete', first],
    ] as const) {
      const { body, form } = await lab.admin.get(certificates());
      const version = /name="version" value="([^"]+)"/.exec(body)?.[1] ?? '';
      const { _csrf = '' } = form.fields;
      const fields = { _csrf, version, thumbprint };
      expect((await lab.admin.post(`${certificates()}/${what}`, fields)).status).toBe(303);
    }
    const emails: [string, string][] = [['emails', 'ops@contoso.com']];
    const saved = await sendForm(lab.admin, certificates(), emails, `${certificates()}/emails`);
    expect(saved.status).toBe(303);
    const { body } = await lab.admin.get('/admin/audit');
    const rows = [...body.matchAll(/<tr>[\s\S]*?<\/tr>/g)].map(([row]) => row);
    const of = (activity: string) => rows.filter((row) => row.includes(activity));
    expect(of('Update application - Certificates and secrets management')).toHaveLength(3);
    expect(of('Update service principal')).toHaveLength(1);
  });

  test.each(['2026-02-01', '2029-03-02', 'never'])(
    'an expiration of %s is refused',
    async (date) => {
      const refused = await add(date);
      expect(refused.status).toBe(422);
      expect(textOf(refused)).toContain('no later than 2029-03-01');
    },
  );

  test('the last day of the three years is accepted', async () => {
    expect((await add('2029-03-01')).status).toBe(303);
  });

  test('Import Certificate takes a PFX with its password, and signs with it once active', async () => {
    const key = await makeSigningCertificate({ subject: 'CN=Own', notBefore: lab.now() });
    const pfx = Buffer.from(toPfx(key, 'pw 1'));
    const refused = await sendFile(
      lab.admin,
      certificates(),
      { pfx },
      { password: 'wrong' },
      `${certificates()}/import`,
    );
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('password does not open this PFX');
    const imported = () =>
      sendFile(
        lab.admin,
        certificates(),
        { pfx },
        { password: 'pw 1' },
        `${certificates()}/import`,
      );
    expect((await imported()).status).toBe(303);
    expect(textOf(await imported())).toContain('already in the list');
    const own = thumbprint(key.certificate);
    await sendForm(lab.admin, certificates(), { thumbprint: own }, `${certificates()}/activate`);
    const response = (await signInToPeakon(lab)).response ?? '';
    expect(response).toContain(Buffer.from(key.certificate.der).toString('base64'));
  });

  test('Import Certificate refuses a key of 1024 bits', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const certificate = readCertificate(certificateFor(weak.publicKey));
    const send = (key: SigningKey) => {
      const pfx = Buffer.from(toPfx(key, 'pw'));
      const files = [lab.admin, certificates(), { pfx }, { password: 'pw' }] as const;
      return sendFile(...files, `${certificates()}/import`);
    };
    const refused = await send({ privateKey: weak.privateKey, certificate });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('The RSA key of this certificate has 1024 bits');
    expect((await send(await makeSigningCertificate({ notBefore: lab.now() }))).status).toBe(303);
  });

  test('downloads: Raw is DER, Base64 and PEM are text; a private key is nowhere', async () => {
    const one = `${certificates()}/${await active()}`;
    const [raw, base64, pem] = await Promise.all(
      ['raw', 'base64', 'pem'].map((form) =>
        lab.idp.app.inject({ url: `${one}/${form}`, headers: { cookie: cookies() } }),
      ),
    );
    expect(raw?.headers['content-disposition']).toContain('filename="Peakon.cer"');
    expect(pem?.headers['content-disposition']).toContain('filename="Peakon.pem"');
    expect(raw?.rawPayload[0]).toBe(0x30);
    expect(thumbprint(readCertificate(raw?.rawPayload ?? Buffer.alloc(0)))).toBe(await active());
    expect(base64?.payload).toBe(pem?.payload);
    expect(pem?.payload).toMatch(/^-----BEGIN CERTIFICATE-----/);
    expect((await lab.admin.get(`${one}/key`)).status).toBe(404);
  });
  const cookies = () =>
    [...lab.admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  test('Signing Option and Signing Algorithm change the response', async () => {
    const form = { signingOption: 'response', signingAlgorithm: 'sha1' };
    await sendForm(lab.admin, certificates(), form, `${certificates()}/signing`);
    const response = (await signInToPeakon(lab)).response ?? '';
    expect(response.indexOf('<Signature')).toBeLessThan(response.indexOf('<Assertion'));
    expect(response).toContain('xmldsig#rsa-sha1');
  });

  test('the page says where e-mails go, with a space before the link', async () => {
    const { body } = await lab.admin.get(certificates());
    const outbox = /Here it goes\s+to (?:<a [^>]*>the outbox of the lab<\/a>|an outbox), by/;
    expect(body).toMatch(outbox);
  });

  test('notification e-mails: at most five, and each an address', async () => {
    const save = (emails: string[]) =>
      sendForm(
        lab.admin,
        certificates(),
        emails.map((email): [string, string] => ['emails', email]),
        `${certificates()}/emails`,
      );
    const refused = await save(['a@b.example', 'nobody']);
    expect(textOf(refused)).toContain('"nobody" is not an e-mail address');
    expect(refused.body).toContain('value="nobody"');
    const long = (length: number) => `${'a'.repeat(64)}@${'b'.repeat(length - 73)}.example`;
    expect(textOf(await save([long(255)]))).toContain('is not an e-mail address');
    expect((await save([long(254)])).status).toBe(303);
    expect(textOf(await save(['a@b.example;c@d.example']))).toContain('is not an e-mail address');
    const six = ['1', '2', '3', '4', '5', '6'].map((n) => `${n}@b.example`);
    expect(textOf(await save(six))).toContain('at most 5');
    expect(textOf(await save(['a@b.example', 'A@B.example']))).toContain('is in the list already');
    expect((await save(six.slice(1))).status).toBe(303);
    expect((await savedApplication(lab)).notificationEmailAddresses).toEqual(six.slice(1));
  });
});
