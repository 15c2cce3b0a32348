import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCertificate, thumbprint } from '../../../../certs/certificate.ts';
import { makeSigningCertificate } from '../../../../certs/signing-certificate.ts';
import { toPfx } from '../../../../certs/testing/to-pfx.ts';
import { administrationBrowser, textOf } from '../../../testing/administration.ts';
import { Browser, redirectTo } from '../../../testing/browser.ts';
import {
  authnRequest,
  bSimon,
  type Contoso,
  contoso,
  identifier,
  replyUrl,
  tenantId,
} from '../../../testing/contoso.ts';
import { sendFile } from '../../../testing/send-file.ts';
import { sendForm } from '../../../testing/send-form.ts';

let lab: Contoso;
let admin: Browser;
let sso: string;
beforeEach(async () => {
  lab = await contoso();
  admin = await administrationBrowser(lab);
  sso = `/admin/apps/${lab.servicePrincipalId}/single-sign-on`;
});
afterEach(() => lab.idp.close());

const details = async (name = 'Peakon') => {
  const app = await lab.idp.directory.findApplicationByName(tenantId, name);
  if (!app) throw new Error('no application');
  return app;
};

test('choosing SAML makes a certificate and opens the five sections; other methods are out of scope', async () => {
  const created = await sendForm(admin, '/admin/apps/new/peakon', { displayName: 'Fresh' });
  const own = `${created.headers.location}/single-sign-on`;
  const choice = await admin.get(own);
  expect(textOf(choice)).toContain('Select a single sign-on method');
  expect(choice.body).toMatch(
    /<button[^>]*disabled[^>]*>Linked|<button[^>]*value="linked"[^>]*disabled/,
  );
  await sendForm(admin, own, { mode: 'saml' }, `${own}/method`);
  const page = textOf(await admin.get(own));
  for (const title of [
    'Basic SAML Configuration',
    'Attributes & Claims',
    'SAML Certificates',
    'Set up Fresh',
    'Test single sign-on with Fresh',
  ])
    expect(page).toContain(title);
  expect(page).toContain(`http://localhost:4100/${tenantId}/saml2`);
  expect(page).toContain(`https://sts.windows.net/${tenantId}/`);
  const { servicePrincipal, notificationEmailAddresses } = await details('Fresh');
  expect(servicePrincipal.preferredTokenSigningKeyThumbprint).toMatch(/^[0-9A-F]{40}$/);
  expect(notificationEmailAddresses).toEqual(['admin@contoso.com']);
});

describe('Basic SAML Configuration', () => {
  const save = (fields: [string, string][]) => sendForm(admin, `${sso}/basic`, fields);

  test('takes several values, and the chosen default stands first', async () => {
    const saved = await save([
      ['identifierUris', identifier],
      ['identifierUris', 'urn:second'],
      ['replyUrls', replyUrl],
      ['replyUrls', 'http://localhost:4200/other'],
      ['replyUrlsDefault', '1'],
      ['signOnUrl', 'https://app.peakon.com/login'],
    ]);
    expect(saved.headers.location).toBe(sso);
    const { identifierUris, replyUrls, servicePrincipal } = await details();
    expect(identifierUris).toEqual([identifier, 'urn:second']);
    expect(replyUrls).toEqual(['http://localhost:4200/other', replyUrl]);
    expect(servicePrincipal.loginUrl).toBe('https://app.peakon.com/login');
  });

  test.each([
    ['no Identifier', [['replyUrls', replyUrl]], 'Identifier (Entity ID) is required'],
    ['no Reply URL', [['identifierUris', 'urn:x']], 'Service URL) is required'],
    [
      'a placeholder',
      [
        ['identifierUris', 'https://app.peakon.com/saml/<companyid>/metadata'],
        ['replyUrls', replyUrl],
      ],
      'still holds a placeholder',
    ],
    [
      'plain http',
      [
        ['identifierUris', 'urn:x'],
        ['replyUrls', 'http://sp.example.com/acs'],
      ],
      'must begin with https://',
    ],
    [
      'a script for a Sign on URL',
      [
        ['identifierUris', 'urn:x'],
        ['replyUrls', replyUrl],
        ['signOnUrl', 'javascript:alert(1)'],
      ],
      'Sign on URL is not an absolute https address.',
    ],
    [
      'a value twice',
      [
        ['identifierUris', 'urn:x'],
        ['identifierUris', 'urn:x'],
        ['replyUrls', replyUrl],
      ],
      'is in the list already',
    ],
  ] as [string, [string, string][], string][])(
    'refuses %s and keeps the form',
    async (_, fields, why) => {
      const refused = await save(fields);
      expect(refused.status).toBe(422);
      expect(textOf(refused)).toContain(why);
      for (const [, value] of fields)
        expect(refused.body).toContain(value.replaceAll('<', '&lt;').replaceAll('>', '>'));
      expect((await details()).identifierUris).toEqual([identifier]);
    },
  );

  test('refuses an Identifier that another application has, by name', async () => {
    const { servicePrincipalId } = await lab.idp.directory.addApplication({
      tenantId,
      displayName: 'Two',
    });
    const refused = await sendForm(
      admin,
      `/admin/apps/${servicePrincipalId}/single-sign-on/basic`,
      { identifierUris: identifier, replyUrls: replyUrl },
    );
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('belongs to the application Peakon already');
  });

  test('adds and deletes rows without saving, and warns of a value unlike the pattern', async () => {
    const fields = { identifierUris: identifier, replyUrls: replyUrl };
    const added = await sendForm(admin, `${sso}/basic`, { ...fields, do: 'add:replyUrls' });
    expect(added.body).toContain('id="replyUrls2"');
    expect((await details()).replyUrls).toEqual([replyUrl]);
    const created = await sendForm(admin, '/admin/apps/new/peakon', { displayName: 'Fresh' });
    const own = `${created.headers.location}/single-sign-on`;
    await sendForm(admin, own, { mode: 'saml' }, `${own}/method`);
    const odd = { identifierUris: 'urn:fresh', replyUrls: 'http://localhost:1/saml/x/assert' };
    await sendForm(admin, `${own}/basic`, odd);
    const said = textOf(await admin.get(own));
    expect(said).toContain('The Identifier urn:fresh does not follow the pattern');
    expect(said).not.toContain('The Reply URL http://localhost:1/saml/x/assert does not');
  });

  test('is filled by a metadata file, and saved only by Save', async () => {
    const metadata =
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:from:file"><SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sp.example/acs" index="1"/></SPSSODescriptor></EntityDescriptor>';
    const filled = await sendFile(admin, `${sso}/upload-metadata`, { metadata });
    expect(filled.body).toContain('value="urn:from:file"');
    expect(filled.body).toContain('value="https://sp.example/acs"');
    expect((await details()).identifierUris).toEqual([identifier]);
    expect((await admin.submit(filled)).status).toBe(303);
    expect((await details()).identifierUris).toEqual(['urn:from:file']);
    const refused = await sendFile(admin, `${sso}/upload-metadata`, { metadata: '<a/>' });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('no metadata of one service provider');
    const large = await sendFile(admin, `${sso}/upload-metadata`, {
      metadata: 'x'.repeat(300_000),
    });
    expect(large.status).toBe(413);
    expect(textOf(large)).toContain('The metadata file is larger than 256 KB');
  });

  test('of two who edit at once the second sees both values', async () => {
    const page = await admin.get(`${sso}/basic`);
    const colleague = await administrationBrowser(lab);
    await sendForm(colleague, `${sso}/basic`, {
      identifierUris: 'urn:theirs',
      replyUrls: replyUrl,
    });
    const late = await admin.submit(page, { identifierUris: 'urn:mine' });
    expect(late.status).toBe(409);
    expect(textOf(late)).toContain('urn:theirs urn:mine');
    expect((await details()).identifierUris).toEqual(['urn:theirs']);
  });
});

describe('SAML Certificates', () => {
  const certificates = () => `${sso}/certificates`;
  const add = (notAfter: string) =>
    sendForm(admin, certificates(), { notAfter }, `${certificates()}/new`);
  const inactive = (body: string) =>
    [...body.matchAll(/Make certificate active: ([0-9A-F]{40})/g)].map(([, one]) => one ?? '');
  const active = async () =>
    (await details()).servicePrincipal.preferredTokenSigningKeyThumbprint ?? '';

  test('New Certificate is inactive until made active; the inactive one can be deleted, the active one not', async () => {
    const first = await active();
    expect((await add('2028-01-01')).status).toBe(303);
    const [second = ''] = inactive((await admin.get(certificates())).body);
    expect(await active()).toBe(first);
    // "Delete" is a button of the form of "Make certificate active".
    const act = async (what: string, one: string) => {
      const { body, form } = await admin.get(certificates());
      const version = /name="version" value="([^"]+)"/.exec(body)?.[1] ?? '';
      const { _csrf = '' } = form.fields;
      return admin.post(`${certificates()}/${what}`, { _csrf, version, thumbprint: one });
    };
    await act('activate', second);
    expect(await active()).toBe(second);
    const refused = await act('delete', second);
    expect(textOf(refused)).toContain('The active certificate cannot be deleted');
    expect((await act('delete', first)).status).toBe(303);
    expect(inactive((await admin.get(certificates())).body)).toEqual([]);
  });

  test.each(['2026-02-01', '2029-03-02', 'never'])(
    'an expiration of %s is refused',
    async (date) => {
      const refused = await add(date);
      expect(refused.status).toBe(422);
      expect(textOf(refused)).toContain('not after 2029-03-01');
    },
  );

  test('the last day of the three years is accepted', async () => {
    expect((await add('2029-03-01')).status).toBe(303);
  });

  test('Import Certificate takes a PFX with its password, and signs with it once active', async () => {
    const key = await makeSigningCertificate({ subject: 'CN=Own', notBefore: lab.now() });
    const pfx = Buffer.from(toPfx(key, 'pw 1'));
    const refused = await sendFile(
      admin,
      certificates(),
      { pfx },
      { password: 'wrong' },
      `${certificates()}/import`,
    );
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('password does not open this PFX');
    const imported = () =>
      sendFile(admin, certificates(), { pfx }, { password: 'pw 1' }, `${certificates()}/import`);
    expect((await imported()).status).toBe(303);
    expect(textOf(await imported())).toContain('in the list already');
    const own = thumbprint(key.certificate);
    await sendForm(admin, certificates(), { thumbprint: own }, `${certificates()}/activate`);
    const response = (await signIn()).response ?? '';
    expect(response).toContain(Buffer.from(key.certificate.der).toString('base64'));
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
    expect((await admin.get(`${one}/key`)).status).toBe(404);
  });
  const cookies = () => [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

  test('Signing Option and Signing Algorithm change the response', async () => {
    const form = { signingOption: 'response', signingAlgorithm: 'sha1' };
    await sendForm(admin, certificates(), form, `${certificates()}/signing`);
    const response = (await signIn()).response ?? '';
    expect(response.indexOf('<Signature')).toBeLessThan(response.indexOf('<Assertion'));
    expect(response).toContain('xmldsig#rsa-sha1');
  });

  test('notification e-mails: at most five, and each an address', async () => {
    const save = (emails: string[]) =>
      sendForm(
        admin,
        certificates(),
        emails.map((email): [string, string] => ['emails', email]),
        `${certificates()}/emails`,
      );
    const refused = await save(['a@b.example', 'nobody']);
    expect(textOf(refused)).toContain('"nobody" is not an e-mail address');
    expect(refused.body).toContain('value="nobody"');
    const long = (length: number) => `${'a'.repeat(length - 10)}@b.example`;
    expect(textOf(await save([long(255)]))).toContain('is not an e-mail address');
    expect((await save([long(254)])).status).toBe(303);
    const six = ['1', '2', '3', '4', '5', '6'].map((n) => `${n}@b.example`);
    expect(textOf(await save(six))).toContain('at most 5');
    expect((await save(six.slice(1))).status).toBe(303);
    expect((await details()).notificationEmailAddresses).toEqual(six.slice(1));
  });
});

async function signIn(): Promise<Awaited<ReturnType<Browser['get']>>> {
  const browser = new Browser(lab.idp.app);
  return browser.signIn(await browser.get(redirectTo(authnRequest())), { user: bSimon });
}

describe('Attributes & Claims', () => {
  const claims = () => `${sso}/claims`;
  const own = { name: 'plan', namespace: 'https://sp.example/claims/', source: 'constant' };
  const attribute = (name: string, value: string) =>
    `<Attribute Name="${name}"><AttributeValue>${value}</AttributeValue></Attribute>`;

  test('a claim is added, edited and removed, and the response follows', async () => {
    await sendForm(admin, `${claims()}/new`, { ...own, constant: 'gold' });
    expect((await signIn()).response).toContain(
      attribute('https://sp.example/claims/plan', 'gold'),
    );
    const list = await admin.get(claims());
    const id = /claims\/([0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
    const edited = { name: 'plan', namespace: '', source: 'user.surname', constant: 'unused' };
    await sendForm(admin, `${claims()}/${id}`, edited);
    expect((await signIn()).response).toContain(attribute('plan', 'Simon'));
    const version = new RegExp(
      `name="version" value="([^"]+)"/?><input type="hidden" name="claim" value="${id}"`,
    );
    const page = await admin.get(claims());
    await admin.post(`${claims()}/delete`, {
      _csrf: page.form.fields._csrf ?? '',
      version: version.exec(page.body)?.[1] ?? '',
      claim: id,
    });
    expect(textOf(await admin.get(claims()))).toContain('The claim plan was deleted.');
    expect((await signIn()).response).not.toContain('Name="plan"');
  });

  test.each([
    ['upn', undefined],
    ['identityprovider', 'http://schemas.microsoft.com/identity/claims'],
    ['ROLE', 'http://schemas.microsoft.com/ws/2008/06/identity/claims/'],
    ['http://schemas.microsoft.com/claims/groups.link', ''],
  ])('the restricted name %s is refused', async (name, namespace) => {
    const x = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
    const refused = await sendForm(admin, `${claims()}/new`, {
      name,
      namespace: namespace ?? x,
      source: 'user.mail',
    });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('is restricted');
    expect(refused.body).toContain(`value="${name}"`);
  });

  test('a name that is taken, a missing name, source or constant are refused', async () => {
    const x = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
    const send = async (form: Record<string, string>) =>
      textOf(await sendForm(admin, `${claims()}/new`, form));
    expect(await send({ name: 'surname', namespace: x, source: 'user.mail' })).toContain('already');
    expect(await send({ name: '', source: 'user.mail' })).toContain('Enter a name');
    expect(await send({ name: 'a' })).toContain('Choose a source attribute');
    expect(await send({ ...own, constant: '' })).toContain('Enter the constant value');
    expect(await send({ ...own, namespace: 'no uri', constant: 'x' })).toContain('is a URI');
  });

  test('the Name ID follows its source and format; without a value there is no token', async () => {
    const page = `${claims()}/name-id`;
    const nameId = async () =>
      /<NameID Format="([^"]+)">([^<]+)</.exec((await signIn()).response ?? '')?.slice(1);
    await sendForm(admin, page, { format: '', source: 'user.displayname' });
    expect(await nameId()).toEqual([
      'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
      'B.Simon',
    ]);
    const windows = 'urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName';
    await sendForm(admin, page, { format: windows, source: 'constant', constant: 'CONTOSO\\b' });
    expect(await nameId()).toEqual([windows, 'CONTOSO\\b']);
    expect(textOf(await admin.get(sso))).toContain('"CONTOSO\\b"');
    await sendForm(admin, page, { format: '', source: 'user.mail' });
    const refused = await admin.get(redirectTo(authnRequest()));
    expect(refused.aadsts).toBe(501241);
  });
});
