import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../../exchanges/exchange.ts';
import { writeExchange } from '../../exchanges/exchange-file.ts';
import { maskExchange } from '../../exchanges/mask.ts';
import { redirected, sampleExchange } from '../../exchanges/testing/sample.ts';
import { encodeRedirect } from '../../saml/bindings/redirect.ts';
import { captured, har, harEntry } from '../testing/captures.ts';
import { NothingFound } from './captured-message.ts';

const request =
  '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a1" Version="2.0" IssueInstant="2026-01-31T08:00:00Z"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://sp.example.test/é</saml:Issuer></samlp:AuthnRequest>';
const response =
  '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r1" Version="2.0"><samlp:Status><samlp:StatusCode Value="x"/></samlp:Status></samlp:Response>';
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const wrapped = (text: string) => text.replace(/.{76}/g, '$&\r\n');
const deflated = base64(deflateRawSync(Buffer.from(request)));
const url = encodeRedirect({
  endpoint: 'https://idp.test/saml2?x=1',
  parameter: 'SAMLRequest',
  xml: request,
  relayState: 'a b',
});

const only = async (content: string | Uint8Array) => {
  const { messages } = await captured(content);
  expect(messages).toHaveLength(1);
  const [message] = messages;
  if (!message) throw new TypeError('none');
  return message;
};

const responseXml = (id: string) =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${id}" Version="2.0"/>`;

describe('one message in any encoding', () => {
  test.each<[string, string | Uint8Array, readonly string[]]>([
    ['XML', request, []],
    ['XML with a declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${request}`, []],
    ['base64', base64(request), ['base64']],
    ['base64 with line breaks', wrapped(base64(request)), ['base64 with line breaks']],
    ['base64url', Buffer.from(`${request}??>>~~`).toString('base64url'), ['base64url']],
    ['percent-encoded base64', encodeURIComponent(base64(request)), ['percent-encoding', 'base64']],
    ['doubled base64', base64(base64(request)), ['base64', 'base64']],
    [
      'doubled base64 with line breaks',
      wrapped(base64(wrapped(base64(request)))),
      ['base64 with line breaks', 'base64 with line breaks'],
    ],
    ['DEFLATE', deflated, ['base64', 'DEFLATE']],
    ['zlib', base64(deflateSync(Buffer.from(request))), ['base64', 'zlib']],
    ['gzip', base64(gzipSync(Buffer.from(request))), ['base64', 'gzip']],
    ['quotes', `"${base64(request)}"`, ['quotes', 'base64']],
    [
      'base64 of UTF-16',
      base64(Buffer.from(`\uFEFF${request}`, 'utf16le')),
      ['base64', 'UTF-16LE'],
    ],
    [
      'base64 of UTF-8 with a byte order mark',
      base64(`\uFEFF${request}`),
      ['base64', 'byte order mark'],
    ],
    [
      'a + that became a blank',
      base64(`${request}>>>>~~`).replaceAll('+', ' '),
      ['base64 whose + became blanks'],
    ],
  ])('%s', async (_, content, layers) => {
    const message = await only(content);
    expect(message.layers).toEqual(layers);
    expect(message.xml.toString('utf8')).toContain(request);
  });
  test.each<[string, Uint8Array]>([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${request}`)],
    ['UTF-16LE', Buffer.from(`\uFEFF<?xml version="1.0" encoding="UTF-16"?>${request}`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\uFEFF${request}`, 'utf16le').swap16()],
    ['gzip', gzipSync(Buffer.from(request))],
  ])('a file in %s', async (_, content) => {
    expect((await only(content)).xml.toString('utf8')).toContain(request);
  });
});

describe('what surrounds a message', () => {
  test('a URL', async () => {
    expect(await only(url)).toMatchObject({
      parameter: 'SAMLRequest',
      binding: 'HTTP-Redirect',
      address: 'https://idp.test/saml2',
      relayState: 'a b',
      layers: ['base64', 'DEFLATE'],
    });
  });
  test('a form body', async () => {
    const body = new URLSearchParams({
      SAMLResponse: base64(response),
      RelayState: 'r',
    }).toString();
    expect(await only(body)).toMatchObject({
      parameter: 'SAMLResponse',
      binding: 'HTTP-POST',
      relayState: 'r',
    });
  });
  test.each([
    [
      'of Apache',
      `10.0.0.1 - - [31/Jan/2026:08:00:00 +0000] "GET ${url.slice('https://idp.test'.length)} HTTP/1.1" 302 -`,
    ],
    ['of a program', `2026-01-31 08:00:00 DEBUG SAMLRequest: ${deflated} sent`],
    ['with a message as XML', `DEBUG sending ${request} to idp`],
    ['in JSON', JSON.stringify({ level: 'debug', message: `got ${request}` })],
    ['in JSON, by name', JSON.stringify({ SAMLRequest: deflated })],
    ['with a message alone', `DEBUG ${deflated}`],
    [
      'with escaped XML',
      `<p>${request.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</p>`,
    ],
  ])('a line of a log %s', async (_, line) => {
    const message = await only(`one line\n${line}\nanother line`);
    expect(message.xml.toString('utf8')).toBe(request);
    expect(message.where).toMatch(/line 2|whole text/);
  });
  test('the page of a self-posting form', async () => {
    const page = `<html><body onload="document.forms[0].submit()"><form method="POST" action="https://sp.test/acs"><input type="hidden" name="SAMLResponse" value="${base64(response)}"><input type=hidden name=RelayState value="a&amp;b"></form></body></html>`;
    expect(await only(page)).toMatchObject({
      address: 'https://sp.test/acs',
      relayState: 'a&b',
      binding: 'HTTP-POST',
    });
  });
});

describe('a HAR file', () => {
  const offering = `<form method="post" action="https://sp.test/acs"><input name="SAMLResponse" value="${base64(response)}"></form>`;
  const entries = [
    harEntry({ url: 'https://sp.test/login', status: 302, location: url }),
    harEntry({ url, page: offering, at: '2026-01-31T08:00:01.000Z' }),
    harEntry({
      method: 'POST',
      url: 'https://sp.test/acs',
      form: { SAMLResponse: base64(response) },
      at: '2026-01-31T08:00:02.000Z',
      status: 303,
      location: '/home',
      set: ['session=secret; HttpOnly'],
    }),
  ];
  test('each message once, with how it was sent', async () => {
    const { messages, kind, notes } = await captured(har(...entries));
    expect({ kind, notes }).toEqual({ kind: 'a HAR file', notes: [] });
    expect(messages.map(({ parameter, method, address }) => [parameter, method, address])).toEqual([
      ['SAMLRequest', 'GET', 'https://idp.test/saml2'],
      ['SAMLResponse', 'POST', 'https://sp.test/acs'],
    ]);
    expect(messages[1]).toMatchObject({
      time: new Date('2026-01-31T08:00:02.000Z'),
      answer: {
        status: 303,
        location: 'https://sp.test/home',
        setCookies: [{ name: 'session', attributes: ['HttpOnly'] }],
      },
    });
    expect(JSON.stringify(messages)).not.toContain('secret');
  });
  test('a page in base64, which nobody submitted', async () => {
    const entry = harEntry({ url: 'https://idp.test/', page: base64(offering) });
    const encoded = {
      ...entry,
      response: {
        ...entry.response,
        content: { mimeType: 'text/html', encoding: 'base64', text: base64(offering) },
      },
    };
    expect(await only(har(encoded))).toMatchObject({ address: 'https://sp.test/acs' });
  });
  test('parameters instead of a body, as Firefox writes them', async () => {
    const entry = harEntry({ method: 'POST', url: 'https://sp.test/acs' });
    const params = [
      { name: 'SAMLResponse', value: encodeURIComponent(base64(`${response}<!--?>-->`)) },
    ];
    const posted = {
      ...entry,
      request: {
        ...entry.request,
        postData: { mimeType: 'application/x-www-form-urlencoded', params },
      },
    };
    expect((await only(har(posted))).layers).toEqual(['base64']);
  });
  test('cut off: what was read is given, and said', async () => {
    const whole = har(...entries);
    const { messages, notes } = await captured(whole.slice(0, whole.length - 800));
    expect(messages.length).toBeGreaterThan(0);
    expect(notes).toEqual([
      expect.stringMatching(/^It ends in the middle or is damaged: the first 2 requests were read/),
    ]);
  });
  test('cut off before the first request', async () => {
    await expect(captured(har(...entries).slice(0, 300))).rejects.toThrow(
      /JSON that ends in the middle, before the first request/,
    );
  });
  test('with a byte order mark, in UTF-16 and compressed', async () => {
    for (const file of [
      `\uFEFF${har(...entries)}`,
      Buffer.from(`\uFEFF${har(...entries)}`, 'utf16le'),
      gzipSync(har(...entries)),
    ])
      expect((await captured(file)).messages).toHaveLength(2);
  });
});

describe('an export of SAML-tracer', () => {
  const traced = (request: object) =>
    JSON.stringify({ requests: [request], timestamp: '2026-01-31T08:10:00.000Z' }, null, 2);
  const posted = {
    method: 'POST',
    url: 'https://sp.test/acs',
    requestId: 'request-1-POST-x',
    requestHeaders: [{ name: 'Cookie', value: 'pending=secret' }],
    post: [
      ['SAMLResponse', base64(response)],
      ['RelayState', 'r'],
    ],
    protocol: 'SAML-P',
    saml: response,
    responseStatus: 403,
    responseStatusText: 'HTTP/1.1 403 Forbidden',
    responseHeaders: [{ name: 'Date', value: 'Sat, 31 Jan 2026 08:00:02 GMT' }],
  };
  test('a message with its time, its cookies and the answer', async () => {
    const { kind } = await captured(traced(posted));
    expect(kind).toBe('an export of SAML-tracer');
    expect(await only(traced(posted))).toMatchObject({
      time: new Date('2026-01-31T08:00:02.000Z'),
      relayState: 'r',
      sentCookies: ['pending'],
      answer: { status: 403 },
      layers: ['base64'],
    });
  });
  test('of before version 1.0, with headers as lists', async () => {
    const { requestId: _, ...rest } = posted;
    const old = {
      ...rest,
      id: 'x',
      requestHeaders: [['Cookie', 'pending=secret']],
      responseHeaders: [['Date', 'Sat, 31 Jan 2026 08:00:02 GMT']],
    };
    expect(await only(traced(old))).toMatchObject({
      sentCookies: ['pending'],
      time: new Date('2026-01-31T08:00:02.000Z'),
    });
  });
  test('with hidden values, the decoded message is used', async () => {
    const hidden = {
      ...posted,
      post: [
        ['SAMLResponse', '***'],
        ['RelayState', '***'],
      ],
    };
    expect(await only(traced(hidden))).toMatchObject({
      parameter: 'SAMLResponse',
      layers: [],
      asSent: false,
    });
  });
});

describe('a file of samlab', () => {
  const written = async (changes: Partial<Exchange> = {}) =>
    writeExchange(await sampleExchange(changes));
  const answer = { by: 'sp', status: 403, address: 'https://sp.example.test/acs' } as const;

  test('an exchange: both messages, with how they were sent', async () => {
    const { kind, messages, notes } = await captured(await written({ answer }));
    expect({ kind, notes }).toEqual({ kind: 'an exchange of samlab', notes: [] });
    expect(messages).toMatchObject([
      {
        parameter: 'SAMLRequest',
        binding: 'HTTP-Redirect',
        method: 'GET',
        address: 'https://idp.example.test/saml2',
        relayState: '/account',
        time: new Date('2026-03-01T08:00:00.000Z'),
        layers: ['base64', 'DEFLATE'],
      },
      {
        parameter: 'SAMLResponse',
        method: 'POST',
        answer: { status: 403, setCookies: [{ name: 'peakon_session' }] },
        layers: ['base64'],
      },
    ]);
  });
  test('an exchange in a report of a check, and in that of a run', async () => {
    const exchange = JSON.parse(await written()) as Exchange;
    const report = (more: object) => JSON.stringify({ format: 'samlab-check/2', ...more });
    for (const more of [
      { control: { reason: 'x', exchange } },
      { cases: { a: { runs: [{ control: exchange }] } } },
    ]) {
      const { kind, messages } = await captured(report(more));
      expect([kind, messages.length]).toEqual(['a report of samlab check', 2]);
    }
  });
  test('a report of a check: what it sent in the runs that failed, and not what it compared that with', async () => {
    const run = (id: string, verdict: string) => ({
      id,
      verdict,
      at: '2026-12-01T08:00:00.000Z',
      durationMs: 1500,
      exchanges: [
        { honest: responseXml('_honest'), sent: responseXml(`_${id}`), answer: { status: 200 } },
      ],
    });
    const report = (...runs: readonly object[]) =>
      captured(
        JSON.stringify({
          format: 'samlab-check/2',
          target: { acs: 'http://localhost:8080/acs' },
          cases: { a: { runs } },
        }),
      );
    const { kind, messages, notes } = await report(run('a1', 'pass'), run('a2', 'fail'));
    expect([kind, notes.length]).toEqual(['a report of samlab check', 1]);
    expect(messages).toMatchObject([
      {
        parameter: 'SAMLResponse',
        address: 'http://localhost:8080/acs',
        where: 'the run a2',
        time: new Date('2026-12-01T08:00:01.500Z'),
      },
    ]);
    expect(String(messages[0]?.xml)).toContain('ID="_a2"');
    expect((await report(run('a1', 'pass'), run('a3', 'pass'))).messages).toHaveLength(2);
  });
  test('a masked one, which says so', async () => {
    const { messages, notes } = await captured(writeExchange(maskExchange(await sampleExchange())));
    expect(messages.map(({ masked }) => masked)).toEqual([true, true]);
    expect(notes).toEqual([expect.stringContaining('no signature can be verified')]);
  });
  test('one without a message, or with a damaged one', async () => {
    const { request: _, response: __, ...rest } = await sampleExchange();
    await expect(captured(writeExchange(rest))).rejects.toThrow(/JSON without requests/);
    const damaged = await captured(await written({ request: redirected('x', { value: '****' }) }));
    expect(damaged.messages).toHaveLength(1);
    expect(damaged.unreadable).toMatchObject([{ problem: expect.stringContaining('base64') }]);
  });
});

const tar = Buffer.concat([Buffer.from('capture.har'), Buffer.alloc(246), Buffer.from('ustar')]);

describe('what is no capture', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['nothing', '', /^capture is empty\.$/],
    ['white space', ' \n ', /^capture is empty, apart from white space\.$/],
    ['one digit', '1', /is 1 character of text/],
    ['a 7z archive', Buffer.from('377abcaf271c0004', 'hex'), /an archive: unpack it/],
    ['a tar archive', tar, /an archive: unpack it/],
    ['a Word document', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /a document of Microsoft Office/],
    ['a HAR file without requests', har(), /a HAR file without requests: open the developer tools/],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /a PNG picture/],
    ['a PDF', '%PDF-1.7\n', /a PDF document/],
    ['a ZIP', Buffer.from('504b030414000000', 'hex'), /a ZIP archive/],
    [
      'a certificate',
      '-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----',
      /a certificate: give it with --certificate/,
    ],
    [
      'metadata',
      '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>',
      /SAML metadata: give it with --metadata/,
    ],
    ['a page', '<html><body>Error</body></html>', /a web page without a SAML message/],
    ['text', 'hello', /5 characters of text without a SAML message/],
    ['bytes', Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]), /8 bytes that are neither text/],
    ['other JSON', '{"a":1}', /JSON without requests and without a SAML message/],
    [
      'a HAR without messages',
      har(harEntry({ url: 'https://sp.test/' })),
      /a HAR file of 1 request, none of which/,
    ],
    ['damaged gzip', gzipSync('x'.repeat(1000)).subarray(0, 20), /damaged or cut off/],
  ])('%s', async (_, content, sentence) => {
    await expect(captured(content)).rejects.toThrow(NothingFound);
    await expect(captured(content)).rejects.toThrow(sentence);
  });
  test.each([
    ['cut off', base64(response).slice(0, 81), /cut off: one character is left over/],
    ['hidden', '*'.repeat(60), /neither XML nor base64/],
    [
      'a decompression bomb',
      base64(deflateRawSync(Buffer.alloc(10_000_000, 0x20))),
      /decompression bomb/,
    ],
    ['of something else', base64(Buffer.from([1, 2, 3, 255, 254])), /neither XML nor DEFLATE data/],
    ['empty', '', /it is empty/],
  ])('a parameter that is %s', async (_, value, problem) => {
    const { unreadable, messages } = await captured(
      har(harEntry({ method: 'POST', url: 'https://sp.test/acs', form: { SAMLResponse: value } })),
    );
    expect(messages).toEqual([]);
    expect(unreadable.map((one) => one.problem)).toEqual([expect.stringMatching(problem)]);
  });
});
