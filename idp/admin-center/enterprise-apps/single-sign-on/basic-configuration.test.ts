import { describe, expect, test } from 'vitest';
import { administrationBrowser, textOf } from '../../../testing/administration.ts';
import { identifier, replyUrl, tenantId } from '../../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../../testing/contoso-for-each-test.ts';
import { sendFile } from '../../../testing/send-file.ts';
import { sendForm } from '../../../testing/send-form.ts';
import { savedApplication, singleSignOnPage } from './testing/peakon.ts';

const lab = administeredContosoForEachTest();
const sso = () => singleSignOnPage(lab);

describe('Basic SAML Configuration', () => {
  const save = (fields: [string, string][]) => sendForm(lab.admin, `${sso()}/basic`, fields);

  test('takes several values, and puts the chosen default first', async () => {
    const saved = await save([
      ['identifierUris', identifier],
      ['identifierUris', 'urn:second'],
      ['replyUrls', replyUrl],
      ['replyUrls', 'http://localhost:4200/other'],
      ['replyUrlsDefault', '1'],
      ['signOnUrl', 'https://app.peakon.com/login'],
    ]);
    expect(saved.headers.location).toBe(sso());
    const { identifierUris, replyUrls, servicePrincipal } = await savedApplication(lab);
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
      'still contains a placeholder',
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
      'is already in the list',
    ],
  ] as [string, [string, string][], string][])(
    'refuses %s and keeps the form',
    async (_, fields, why) => {
      const refused = await save(fields);
      expect(refused.status).toBe(422);
      expect(textOf(refused)).toContain(why);
      for (const [, value] of fields)
        expect(refused.body).toContain(value.replaceAll('<', '&lt;').replaceAll('>', '>'));
      expect((await savedApplication(lab)).identifierUris).toEqual([identifier]);
    },
  );

  test('refuses an Identifier that another application has, by name', async () => {
    const { servicePrincipalId } = await lab.idp.directory.addApplication({
      tenantId,
      displayName: 'Two',
    });
    const refused = await sendForm(
      lab.admin,
      `/admin/apps/${servicePrincipalId}/single-sign-on/basic`,
      { identifierUris: identifier, replyUrls: replyUrl },
    );
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('already belongs to the application Peakon');
    const own = { identifierUris: 'urn:two', replyUrls: replyUrl };
    expect((await lab.admin.submit(refused, own)).status).toBe(303);
  });

  test('adds and deletes rows without saving, and warns of a value unlike the pattern', async () => {
    const fields = { identifierUris: identifier, replyUrls: replyUrl };
    const added = await sendForm(lab.admin, `${sso()}/basic`, { ...fields, do: 'add:replyUrls' });
    expect(added.body).toContain('id="replyUrls2"');
    expect((await savedApplication(lab)).replyUrls).toEqual([replyUrl]);
    const created = await sendForm(lab.admin, '/admin/apps/new/peakon', { displayName: 'Fresh' });
    const own = `${created.headers.location}/single-sign-on`;
    await sendForm(lab.admin, own, { mode: 'saml' }, `${own}/method`);
    const odd = { identifierUris: 'urn:fresh', replyUrls: 'http://localhost:1/saml/x/assert' };
    await sendForm(lab.admin, `${own}/basic`, odd);
    const said = textOf(await lab.admin.get(own));
    expect(said).toContain('The Identifier urn:fresh does not follow the pattern');
    expect(said).not.toContain('The Reply URL http://localhost:1/saml/x/assert does not');
  });

  test('is filled by a metadata file, and saved only by Save', async () => {
    const metadata =
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:from:file"><SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sp.example/acs" index="1"/></SPSSODescriptor></EntityDescriptor>';
    const filled = await sendFile(lab.admin, `${sso()}/upload-metadata`, { metadata });
    expect(filled.body).toContain('value="urn:from:file"');
    expect(filled.body).toContain('value="https://sp.example/acs"');
    expect((await savedApplication(lab)).identifierUris).toEqual([identifier]);
    expect((await lab.admin.submit(filled)).status).toBe(303);
    expect((await savedApplication(lab)).identifierUris).toEqual(['urn:from:file']);
    const refused = await sendFile(lab.admin, `${sso()}/upload-metadata`, { metadata: '<a/>' });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('not the metadata of one service provider');
    const large = await sendFile(lab.admin, `${sso()}/upload-metadata`, {
      metadata: 'x'.repeat(300_000),
    });
    expect(large.status).toBe(413);
    expect(textOf(large)).toContain('The metadata file is larger than 256 KB');
  });

  test('of two who edit at once the second sees both values', async () => {
    const page = await lab.admin.get(`${sso()}/basic`);
    const colleague = await administrationBrowser(lab);
    await sendForm(colleague, `${sso()}/basic`, {
      identifierUris: 'urn:theirs',
      replyUrls: replyUrl,
    });
    const late = await lab.admin.submit(page, { identifierUris: 'urn:mine' });
    expect(late.status).toBe(409);
    expect(textOf(late)).toContain('urn:theirs urn:mine');
    expect((await savedApplication(lab)).identifierUris).toEqual(['urn:theirs']);
  });
});
