import { afterAll, describe, expect, test } from 'vitest';
import { readCaseFile, signedAssertion } from '../../catalogue/index.ts';
import { testCast, testSpec } from '../../catalogue/testing/cast.ts';
import { toPem } from '../../certs/certificate.ts';
import { readExchange } from '../../exchanges/exchange-file.ts';
import { har, harEntry } from '../../explain/testing/captures.ts';
import { explainApp } from './app.tsx';

const app = await explainApp({});
afterAll(() => app.close());
const { cast, idp, idpSecondKey } = await testCast();
const signed = Buffer.from(signedAssertion(testSpec(cast))).toString('base64');
const capture = har(
  harEntry({
    method: 'POST',
    url: 'http://sp.test/saml/contoso/assert',
    form: { SAMLResponse: signed },
    status: 403,
  }),
);

type Part = readonly [name: string, value: string | Uint8Array, filename?: string];

/** Posts the form as a browser does. */
async function post(...parts: readonly Part[]) {
  const boundary = '----samlab-test';
  const body = Buffer.concat([
    ...parts.flatMap(([name, value, filename]) => {
      const file =
        filename === undefined ? '' : `; filename="${filename}"\r\ncontent-type: text/plain`;
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n`;
      return [Buffer.from(head), Buffer.from(value), Buffer.from('\r\n')];
    }),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  const { statusCode, body: page } = await app.inject({
    method: 'POST',
    url: '/explain',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: body,
  });
  return { status: statusCode, page };
}
/** What a browser sends for file fields that are left alone. */
const nothingChosen: readonly Part[] = [
  ['capture', '', ''],
  ['metadata', '', ''],
  ['certificate', '', ''],
  ['skew', '0'],
  ['asOf', ''],
];
const hasForm = (page: string) => page.includes('name="capture"') && page.includes('name="text"');

test('the form works without scripts', async () => {
  const { body, statusCode } = await app.inject('/explain');
  expect([statusCode, hasForm(body)]).toEqual([200, true]);
  expect(body).toMatch(/<form method="post" action="\/explain" enctype="multipart\/form-data"/);
});

test('a file is explained like on the command line, with names masked unless asked for', async () => {
  const file: Part = ['capture', capture, 'browser.har'];
  const wrong: Part = ['certificate', toPem(idpSecondKey.certificate), 'wrong.cer'];
  const { status, page } = await post(file, wrong);
  expect(status).toBe(200);
  expect(page).toContain('browser.har');
  expect(page).toContain('fails at signature_key');
  expect(page).toContain('Another key signed than that of the certificate');
  expect(page).toMatch(/idpCert[\s\S]*node-saml\/node-saml src\/types\.ts/);
  expect(page).not.toContain('B.Simon');
  expect(hasForm(page)).toBe(true);
  expect((await post(file, ['showSecrets', 'on'])).page).toContain('B.Simon');
});

test('a pasted text, with a certificate', async () => {
  const right: Part = ['certificate', toPem(idp.certificate), 'right.cer'];
  const { status, page } = await post(...nothingChosen, ['text', signed], right);
  expect(status).toBe(200);
  expect(page).toContain('no check fails');
  expect(page).toContain('Valid, by a given certificate');
});

test('a sign-in that is shown can be added to the exchanges, as it is shown', async () => {
  const offered = async (...more: readonly Part[]) => {
    const { page } = await post(['capture', capture, 'browser.har'], ...more);
    const [, value = ''] = /name="exchange" value="([^"]*)"/.exec(page) ?? [];
    expect(page).toContain('action="/exchanges/add"');
    expect(page).toMatch(/name="_csrf" value="[^"]+"/);
    return readExchange(Buffer.from(value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')));
  };
  const shown = await offered(['showSecrets', 'on']);
  expect(shown).toMatchObject({ kind: 'sign-in', user: 'B.Simon@contoso.com' });
  expect(shown.masked).toBeUndefined();
  expect(await offered()).toMatchObject({ masked: true, user: 'user-1@masked.example' });
});

test('the case that is offered is one that check reads', async () => {
  const { page } = await post(['text', signed]);
  const [, data = ''] = /href="data:application\/json;base64,([^"]*)"/.exec(page) ?? [];
  expect(readCaseFile(Buffer.from(data, 'base64').toString())).toMatchObject({
    id: 'own-accepted',
    verdict: 'accept',
  });
});

describe('bad input: a sentence, and the form is still there', () => {
  test.each<[string, readonly Part[], RegExp]>([
    ['nothing', nothingChosen, /Choose a file, or paste a message/],
    [
      'a PNG',
      [['capture', Buffer.from('89504e470d0a1a0a', 'hex'), 'a.png']],
      /a\.png is a PNG picture/,
    ],
    [
      'no certificate',
      [
        ['text', signed],
        ['certificate', 'x', 'a.cer'],
      ],
      /a\.cer is not a certificate/,
    ],
    [
      'no time',
      [
        ['text', signed],
        ['asOf', 'today'],
      ],
      /The time must be an instant in UTC/,
    ],
    [
      'a bomb',
      [['text', '<!DOCTYPE a [<!ENTITY b "b">]><Response>&b;</Response>']],
      /document type declaration/,
    ],
  ])('%s', async (_, parts, sentence) => {
    const { status, page } = await post(...parts);
    expect(status).toBe(422);
    expect(page).toMatch(sentence);
    expect(hasForm(page)).toBe(true);
  });
  test('markup in a name and in a message is escaped', async () => {
    const { page } = await post(['capture', '<script>alert(1)</script>', '<img src=x>.txt']);
    expect(page).not.toMatch(/<img src=x|<script>alert/);
  });
  test('a form of another kind', async () => {
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: '/explain',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'text=x',
    });
    expect([statusCode, hasForm(body)]).toEqual([415, true]);
  });
});
