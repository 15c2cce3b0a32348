import { describe, expect, test } from 'vitest';
import { textOf } from '../../../../testing/administration.ts';
import { redirectTo } from '../../../../testing/browser.ts';
import { authnRequest } from '../../../../testing/contoso.ts';
import { administeredContosoForEachTest } from '../../../../testing/contoso-for-each-test.ts';
import { sendForm } from '../../../../testing/send-form.ts';
import { savedApplication, signInToPeakon, singleSignOnPage } from '../testing/peakon.ts';

const lab = administeredContosoForEachTest();
const sso = () => singleSignOnPage(lab);

test('what tokens say about how the user signed in is chosen on the page of the claims', async () => {
  const claims = `${sso()}/claims`;
  const save = (authnContextReporting: string) =>
    sendForm(lab.admin, claims, { authnContextReporting }, `${claims}/authentication-methods`);
  const saved = async () => (await savedApplication(lab)).servicePrincipal.authnContextReporting;

  const refused = await save('asWished');
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('is one of asCaptured, asDocumented, asDocumentedGranular');
  expect(await saved()).toBe('asCaptured');

  expect((await save('asDocumentedGranular')).status).toBe(303);
  expect(await saved()).toBe('asDocumentedGranular');
  const page = await lab.admin.get(claims);
  expect(textOf(page)).toContain('Authentication methods in the token saved.');
  expect(page.body).toMatch(/value="asDocumentedGranular"[^>]* checked/);

  const { forms } = page;
  const mine = forms.find(({ action }) => action === `${claims}/authentication-methods`);
  expect((await save('asDocumented')).status).toBe(303);
  const late = await lab.admin.post(`${claims}/authentication-methods`, {
    ...mine?.fields,
    authnContextReporting: 'asCaptured',
  });
  expect(late.status).toBe(409);
  expect(await saved()).toBe('asDocumented');
});

describe('Attributes & Claims', () => {
  const claims = () => `${sso()}/claims`;
  const own = { name: 'plan', namespace: 'https://sp.example/claims/', source: 'constant' };
  const attribute = (name: string, value: string) =>
    `<Attribute Name="${name}"><AttributeValue>${value}</AttributeValue></Attribute>`;

  test('a claim is added, edited and removed, and the response follows', async () => {
    await sendForm(lab.admin, `${claims()}/new`, { ...own, constant: 'gold' });
    expect((await signInToPeakon(lab)).response).toContain(
      attribute('https://sp.example/claims/plan', 'gold'),
    );
    const list = await lab.admin.get(claims());
    const id = /claims\/([0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
    const edited = { name: 'plan', namespace: '', source: 'user.surname', constant: 'unused' };
    await sendForm(lab.admin, `${claims()}/${id}`, edited);
    expect((await signInToPeakon(lab)).response).toContain(attribute('plan', 'Simon'));
    const version = new RegExp(
      `name="version" value="([^"]+)"/?><input type="hidden" name="claim" value="${id}"`,
    );
    const page = await lab.admin.get(claims());
    await lab.admin.post(`${claims()}/delete`, {
      _csrf: page.form.fields._csrf ?? '',
      version: version.exec(page.body)?.[1] ?? '',
      claim: id,
    });
    expect(textOf(await lab.admin.get(claims()))).toContain('The claim plan was deleted.');
    expect((await signInToPeakon(lab)).response).not.toContain('Name="plan"');
  });

  test.each([
    ['upn', undefined],
    ['identityprovider', 'http://schemas.microsoft.com/identity/claims'],
    ['ROLE', 'http://schemas.microsoft.com/ws/2008/06/identity/claims/'],
    ['http://schemas.microsoft.com/claims/groups.link', ''],
  ])('the restricted name %s is refused', async (name, namespace) => {
    const x = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
    const refused = await sendForm(lab.admin, `${claims()}/new`, {
      name,
      namespace: namespace ?? x,
      source: 'user.mail',
    });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain('is restricted');
    expect(refused.body).toContain(`value="${name}"`);
    expect((await sendForm(lab.admin, `${claims()}/new`, { ...own, constant: 'x' })).status).toBe(
      303,
    );
  });

  test('a name that is taken, a missing name, source or constant, and a namespace that is no URI are each said', async () => {
    const x = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
    const send = async (form: Record<string, string>) =>
      textOf(await sendForm(lab.admin, `${claims()}/new`, form));
    expect(await send({ name: 'surname', namespace: x, source: 'user.mail' })).toContain('already');
    expect(await send({ name: '', source: 'user.mail' })).toContain('Enter a name');
    expect(await send({ name: 'a' })).toContain('Choose a source attribute');
    expect(await send({ ...own, constant: '' })).toContain('Enter the constant value');
    expect(await send({ ...own, namespace: 'no uri', constant: 'x' })).toContain('is a URI');
  });

  test('the Name ID follows its source and format; without a value it is the user principal name', async () => {
    const page = `${claims()}/name-id`;
    const nameId = async () =>
      /<NameID Format="([^"]+)">([^<]+)</
        .exec((await signInToPeakon(lab)).response ?? '')
        ?.slice(1);
    await sendForm(lab.admin, page, { format: '', source: 'user.displayname' });
    expect(await nameId()).toEqual([
      'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
      'B.Simon',
    ]);
    const windows = 'urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName';
    await sendForm(lab.admin, page, {
      format: windows,
      source: 'constant',
      constant: 'CONTOSO\\b',
    });
    expect(await nameId()).toEqual([windows, 'CONTOSO\\b']);
    expect(textOf(await lab.admin.get(sso()))).toContain('"CONTOSO\\b"');
    await sendForm(lab.admin, page, { format: '', source: 'user.mail' });
    const answer = await lab.admin.get(redirectTo(authnRequest()));
    expect(answer.response).toContain('>admin@contoso.com</NameID>');
  });
});
