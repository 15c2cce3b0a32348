import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { textOf } from '../../../testing/administration.ts';
import { administeredContosoForEachTest } from '../../../testing/contoso-for-each-test.ts';
import { sendFile } from '../../../testing/send-file.ts';
import { sendForm } from '../../../testing/send-form.ts';
import { savedApplication, singleSignOnPage } from './testing/peakon.ts';

const lab = administeredContosoForEachTest();
const upload = (metadata: string | Buffer) =>
  sendFile(lab.admin, `${singleSignOnPage(lab)}/upload-metadata`, { metadata });

/** Metadata as it was met in a public report. */
const met = (name: string) =>
  readFileSync(new URL(`../../../../saml/testing/metadata/${name}`, import.meta.url));
const good = met('KeyDescriptor-PEM-headers.xml').toString();

test.each<[string, RegExp]>([
  ['validUntil-past.xml', /was valid until 2018-05-20 \(validUntil\)/],
  ['only-Artifact-ACS.xml', /no AssertionConsumerService for HTTP-POST.* only for HTTP-Artifact/],
  ['HTML-page-saved-instead.xml', /It is an HTML page/],
  ['SLO-relative.xml', /SingleLogoutService has the Location "\/slo", which is not an absolute/],
  ['SLO-empty-Location.xml', /SingleLogoutService has an empty Location/],
])('%s: one sentence, and nothing is filled in', async (file, sentence) => {
  const refused = await upload(met(file));
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toMatch(sentence);
  expect(refused.body).not.toContain('id="identifierUris"');
});

test.each([
  'KeyDescriptor-PEM-headers.xml',
  'UTF-16LE-BOM-PowerShell-.xml',
  'ACS-with-wildcard.xml',
])('%s is read', async (file) => {
  const filled = await upload(met(file));
  expect(filled.status).toBe(200);
  expect(filled.body).toContain('value="https://sp.example.test/metadata"');
});

test('indexes and the default are kept', async () => {
  const acs = (path: string, more: string) =>
    `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sp.example.test/${path}" ${more}/>`;
  const several = good.replace(
    /<md:AssertionConsumerService[^>]*>/,
    acs('a', 'index="0"') + acs('b', 'index="7" isDefault=" true "') + acs('c', 'index="9"'),
  );
  const filled = await upload(several);
  const fields = [...filled.body.matchAll(/<input[^>]*>/g)].flatMap(([input]) => {
    const name = /name="(identifierUris|replyUrls|replyUrlIndex)"/.exec(input)?.[1];
    return name ? [[name, /value="([^"]*)"/.exec(input)?.[1] ?? ''] as [string, string]] : [];
  });
  const saved = await sendForm(lab.admin, `${singleSignOnPage(lab)}/basic`, fields);
  expect(saved.status).toBe(303);
  const { replyUrls, redirectUriSettings } = await savedApplication(lab);
  expect(replyUrls).toEqual(['b', 'a', 'c'].map((path) => `https://sp.example.test/${path}`));
  expect(redirectUriSettings.map(({ uri, index }) => [uri.at(-1), index])).toEqual([
    ['b', 7],
    ['a', 0],
    ['c', 9],
  ]);
  const broken = await upload(several.replace('" true "', '"True"'));
  expect(textOf(broken)).toContain('isDefault is "True", and must be an xs:boolean');
});

test('an index can be changed and removed in the form; a repeated one is refused at its field', async () => {
  const filled = await upload(good);
  const saved = await lab.admin.submit(filled, { replyUrlIndex: '12' });
  expect(saved.status).toBe(303);
  expect((await savedApplication(lab)).redirectUriSettings).toEqual([
    { uri: 'https://sp.example.test/acs', index: 12 },
  ]);
  const form = await lab.admin.get(`${singleSignOnPage(lab)}/basic`);
  expect(form.body).toMatch(
    /name="replyUrlIndex"[^>]*value="12"|value="12"[^>]*name="replyUrlIndex"/,
  );
  const refused = await lab.admin.submit(form, { replyUrlIndex: '70000' });
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain('Index is a whole number from 0 to 65535.');
  expect((await lab.admin.submit(form, { replyUrlIndex: '' })).status).toBe(303);
  expect((await savedApplication(lab)).redirectUriSettings).toEqual([]);
});
