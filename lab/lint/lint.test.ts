import { afterAll, expect, test } from 'vitest';
import { authnRequest, redirectUrl, spMetadata } from '../../lint/testing/subjects.ts';
import { lintApp } from './app.tsx';

const app = await lintApp({ clock: () => new Date('2026-11-30T08:00:00Z') });
afterAll(() => app.close());

/** Posts the form as a browser does: an empty file field has an empty file. */
async function post(
  fields: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = { '': '' },
) {
  const form = new FormData();
  for (const [name, content] of Object.entries(files))
    form.append('files', new File([content], name));
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const encoded = new Response(form);
  const { statusCode: status, body: page } = await app.inject({
    method: 'POST',
    url: '/lint',
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return { status, page };
}
const hasForm = (page: string) => page.includes('name="files"') && page.includes('name="text"');

test('the form works without scripts', async () => {
  const { statusCode, body } = await app.inject('/lint');
  expect([statusCode, hasForm(body)]).toEqual([200, true]);
  expect(body).toMatch(/<form method="post" action="\/lint" enctype="multipart\/form-data"/);
});

test('metadata as a file and a pasted request: nothing found, or what is wrong with its fix', async () => {
  const good = await post({ text: redirectUrl(authnRequest()) }, { 'sp.xml': spMetadata() });
  expect(good.status).toBe(200);
  expect(good.page).toContain('Nothing that Entra would refuse was found');
  expect(good.page).toContain('sp.xml: metadata');
  const bad = redirectUrl(authnRequest(['ID="_a1"', 'ID="1a"']));
  const { status, page } = await post({ text: bad }, { 'sp.xml': spMetadata() });
  expect(status).toBe(200);
  expect(page).toContain('Entra would refuse this: 1 error');
  expect(page).toMatch(/AADSTS7500529: The value .{1,10}1a.{1,10} is not a valid SAML ID/);
  expect(page).toContain('Single sign-on SAML protocol');
  expect(hasForm(page)).toBe(true);
});

test('what is registered is compared, and stays in the form', async () => {
  const text = redirectUrl(authnRequest());
  const { page } = await post({
    text,
    identifiers: 'urn:a\r\nurn:b',
    replyUrls: '',
    logoutUrl: '',
  });
  expect(page).toContain('AADSTS700016');
  expect(page).toContain('urn:a\nurn:b</textarea>');
  expect(page).toContain('Reply URL (AADSTS50011)');
});

test.each<[what: string, text: string, sentence: RegExp]>([
  ['nothing', '', /Choose a file, or paste metadata/],
  ['text', 'hello', /5 characters of text/],
  ['a bomb', `<!DOCTYPE a [<!ENTITY b "b">]>${authnRequest()}`, /document type declaration/],
  ['a cut message', authnRequest().slice(0, 150), /its end tag is missing/],
])('bad input, %s: a sentence, and the form is still there', async (_, text, sentence) => {
  const { status, page } = await post({ text });
  expect(status).toBe(422);
  expect(page).toMatch(sentence);
  expect(hasForm(page)).toBe(true);
});

test('markup in names and values is escaped; a form of another kind and a large file are refused', async () => {
  const evil = spMetadata(['https://sp.example.test/acs', 'https://sp.example.test/&lt;img&gt;']);
  const { page } = await post({}, { '<img src=x>.xml': evil });
  expect(page).toContain('reply-url-form');
  expect(page).not.toMatch(/<img/);
  const { statusCode } = await app.inject({
    method: 'POST',
    url: '/lint',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'text=x',
  });
  expect(statusCode).toBe(415);
  const large = await post({}, { 'large.xml': new Uint8Array(17 * 1024 * 1024).fill(0x61) });
  expect(large.status).toBe(422);
  expect(large.page).toContain('large.xml has more than 16 MiB');
});
