import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { thumbprint } from '../../certs/certificate.ts';
import { describeSignatures } from '../../saml/describe-signatures.ts';
import { xmlLines } from '../../web/markup/xml-lines.ts';
import { authnRequest, key, posted, redirected, signedResponse } from '../testing/sample.ts';
import { MessageView } from './message-view.tsx';
import { signedLines } from './signed-lines.ts';

const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
const shown = (message: Parameters<typeof MessageView>[0]['message'], now?: Date) =>
  renderToString(<MessageView message={message} now={now} />);
const signedPart = (html: string) =>
  text(/class="xml-signed"[^>]*>(.*?)<\/span>\s*(?=<|\n)/s.exec(html)?.[0] ?? '');

describe('the lines that a Signature covers', () => {
  const linesOf = async () => {
    const xml = await signedResponse();
    return signedLines(xml, describeSignatures(Buffer.from(xml))).map(({ signed, pieces }) => [
      pieces[0]?.text.match(/<\/?[\w:]+/)?.[0],
      signed,
    ]);
  };
  test('are those of the Assertion, without its Signature', async () => {
    const lines = await linesOf();
    const signed = lines.filter(([, yes]) => yes).map(([name]) => name);
    expect(lines[0]).toEqual(['<samlp:Response', false]);
    expect(signed.slice(0, 3)).toEqual(['<Assertion', '<Issuer', '<Subject']);
    expect(signed.at(-1)).toBe('</Assertion');
    expect(
      lines.filter(([name]) => /Signature|Reference|X509/.test(String(name))).length,
    ).toBeGreaterThan(5);
    expect(
      lines.filter(([name, yes]) => yes && /Signature|Reference|X509/.test(String(name))),
    ).toEqual([]);
  });
  test('follow the ID: after an attack only the decoy is signed', async () => {
    const xml = (await signedResponse())
      .replace('ID="_a1"', 'ID="_evil"')
      .replace('</samlp:Response>', '<Old ID="_a1"><x>y</x></Old></samlp:Response>');
    const signed = signedLines(xml, describeSignatures(Buffer.from(xml))).filter(
      (each) => each.signed,
    );
    expect(signed.map(({ pieces }) => pieces[0]?.text)).toEqual([
      '<Old ID="_a1">',
      '<x>',
      '</Old>',
    ]);
  });
});

test('the message is shown whole, and the certificate and the method by name', async () => {
  const xml = await signedResponse();
  const html = shown(posted(xml));
  for (const line of xmlLines(xml)) expect(text(html)).toContain(line);
  expect(html).toContain('the Assertion #_a1');
  expect(html).toContain('RSA with SHA-256, digest SHA-256');
  expect(html).toContain(thumbprint(key.certificate));
  expect(html).toContain('CN=Microsoft Azure Federated SSO Certificate');
  expect(html).toContain('(valid at that time)');
  expect(shown(posted(xml), new Date('2040-01-01'))).toContain('(expired at that time)');
  expect(html).toContain('class="xml-signed"');
  expect(signedPart(html)).not.toContain('samlp:Response');
});

test('a message without a signature says so; that of a query is named', () => {
  const plain = shown(redirected(authnRequest));
  expect(plain).toContain('It is not signed.');
  expect(plain).not.toContain('xml-signed');
  const query = `SAMLRequest=x&SigAlg=${encodeURIComponent('http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256')}&Signature=y`;
  const signed = shown(redirected(authnRequest, { query }));
  expect(signed).toContain('ECDSA with SHA-256');
  expect(signed).not.toContain('It is not signed.');
});

test.each([
  ['that is not base64', posted('', { value: '<xml>' }), 'The message is not base64.'],
  [
    'in the encoding of the other binding',
    redirected('', { value: posted('<a/>').value }),
    'The message is base64 only',
  ],
])('a message %s is shown as sent, with the reason', (_, message, reason) => {
  const html = shown(message);
  expect(html).toContain(reason);
  expect(text(html)).toContain(message.value);
});

test('a message with a DTD, or with markup in it, is shown as text', () => {
  const html = shown(
    posted('<!DOCTYPE a [<!ENTITY b "c">]><a onclick="x">&b;<script>alert(1)</script></a>'),
  );
  expect(text(html)).toContain('<!ENTITY b "c">');
  expect(html).not.toContain('<script>');
});

test('a message over the limit is shown without colours', () => {
  const html = shown(posted(`<a>${'<b/>'.repeat(20_000)}</a>`));
  expect(html).not.toContain('xml-name');
  expect(shown(posted(`<a>${'<b/>'.repeat(20)}</a>`))).toContain('xml-name');
});
