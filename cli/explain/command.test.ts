import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { signedAssertion } from '../../catalogue/index.ts';
import { testCast, testSpec } from '../../catalogue/testing/cast.ts';
import { toPem } from '../../certs/certificate.ts';
import { har, harEntry } from '../../explain/testing/captures.ts';
import { run } from '../run.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-explain-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const { cast, idp, idpSecondKey } = await testCast();
const signed = Buffer.from(signedAssertion(testSpec(cast))).toString('base64');
const right = file('right.cer', toPem(idp.certificate));
const wrong = file('wrong.cer', toPem(idpSecondKey.certificate));
const message = file('message.txt', signed);
const sp = { url: 'http://sp.test/saml/contoso/assert', method: 'POST' };

/** Runs `samlab explain` in this process. */
async function explainCommand(...args: string[]) {
  const written = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation((text) => {
    written.err += `${text}\n`;
  });
  const code = await run(['explain', ...args]);
  vi.restoreAllMocks();
  return { code, ...written };
}

test('nothing wrong: exit code 0', async () => {
  const { code, out, err } = await explainCommand(message, '--certificate', right);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('As of 2026-01-31T08:00:00.000Z, skew 0 s: no check fails.');
  expect(out).toContain(
    'Valid, by a given certificate: CN=Microsoft Azure Federated SSO Certificate',
  );
});

test('a cause: exit code 1, with the fix in the words of libraries', async () => {
  const { code, out } = await explainCommand(message, '--certificate', wrong);
  expect(code).toBe(1);
  expect(out).toContain(
    '1) Another key signed than that of the certificate that the service provider trusts. (certain)',
  );
  expect(out).toMatch(/node-saml: idpCert[\s\S]*Sustainsys\.Saml2: loadMetadata/);
});

test('names are masked unless asked for, in JSON too', async () => {
  const values = /B\.Simon|00001111|aaaabbbb-0000/;
  for (const options of [[], ['--json']]) {
    expect((await explainCommand(message, ...options)).out).not.toMatch(values);
    const shown = await explainCommand(message, ...options, '--show-secrets');
    expect(shown.out).toMatch(values);
  }
  const { out } = await explainCommand(message, '--json');
  expect(JSON.parse(out)).toMatchObject({
    format: 'samlab-explain/1',
    masked: true,
    exchanges: [{ failed: [] }],
  });
});

test('a page in one file', async () => {
  const page = join(folder, 'page.html');
  expect((await explainCommand(message, '--html', page)).code).toBe(0);
  const html = readFileSync(page, 'utf8');
  expect(html).toMatch(/^<!doctype html><html[\s\S]*no check fails[\s\S]*<\/html>$/);
  expect(html).not.toMatch(/B\.Simon|<script|<link|(?:src|href)="http/);
  const missing = await explainCommand(message, '--html', join(folder, 'no', 'page.html'));
  expect([missing.code, missing.err]).toEqual([
    2,
    expect.stringContaining('cannot be written (ENOENT)'),
  ]);
});

test('another time and another skew', async () => {
  const late = await explainCommand(message, '--as-of', '2026-01-31T09:00:01Z');
  expect(late.out).toContain(
    'As of 2026-01-31T09:00:01.000Z, skew 0 s: fails at confirmation_not_on_or_after',
  );
  const { out } = await explainCommand(
    message,
    '--as-of',
    '2026-01-31T09:00:01Z',
    '--skew',
    '4000',
  );
  expect(out).not.toContain('confirmation_not_on_or_after');
});

describe('bad input: a sentence, exit code 2', () => {
  const bomb =
    '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">&c;</samlp:Response>';
  test.each<[string, string, RegExp]>([
    ['a PNG', file('a.png', Buffer.from('89504e470d0a1a0a', 'hex')), /a\.png is a PNG picture/],
    ['a missing file', join(folder, 'missing'), /missing cannot be read \(ENOENT\)/],
    ['a folder', folder, /is a folder\. Name a file in it/],
  ])('%s', async (_, path, sentence) => {
    const { code, out, err } = await explainCommand(path);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
  });
  test('an XML bomb in a HAR file', async () => {
    const form = { SAMLResponse: Buffer.from(bomb).toString('base64') };
    const { code, out } = await explainCommand(file('bomb.har', har(harEntry({ ...sp, form }))));
    expect(code).toBe(2);
    expect(out).toMatch(
      /The SAMLResponse in .*bomb\.har, POST to http:\/\/sp\.test.*, cannot be read.*: the message has a document type declaration/,
    );
  });
  test('a HAR file that was cut off after its sign-in: what was read, and that it is not all', async () => {
    const form = { SAMLResponse: signed };
    const whole = har(harEntry({ ...sp, form }), harEntry({ url: 'http://sp.test/home' }));
    const complete = await explainCommand(file('whole.har', whole), '--certificate', right);
    expect([complete.code, complete.out]).toEqual([0, expect.stringContaining('no check fails')]);
    const cut = file('cut.har', whole.slice(0, -30));
    const { code, out } = await explainCommand(cut, '--certificate', right);
    expect(code).toBe(2);
    expect(out).toMatch(
      /the first request was read, and what follows is lost[\s\S]*no check fails/,
    );
  });
  test('a file that cannot be read does not hide the others', async () => {
    const { code, out, err } = await explainCommand(join(folder, 'missing'), message);
    expect(code).toBe(2);
    expect(err).toMatch(/missing cannot be read/);
    expect(out).toMatch(/no check fails/);
  });
  test('arguments: every fault at once', async () => {
    const { code, err } = await explainCommand(
      message,
      '--certificate',
      message,
      '--as-of',
      'today',
      '--skew',
      'x',
      '--metadata',
      'none.xml',
      '--what',
    );
    expect(code).toBe(2);
    expect(err.split('\n').slice(0, -1)).toEqual([
      expect.stringMatching(/^samlab: Unknown option --what/),
      expect.stringMatching(/none\.xml cannot be read \(ENOENT\)\. Correct --metadata/),
      expect.stringMatching(/--as-of must be an instant/),
      expect.stringMatching(/--skew must be a number/),
    ]);
    expect((await explainCommand(message, '--certificate', message)).err).toMatch(
      /message\.txt is not a certificate\. This file is not an X\.509/,
    );
    expect((await explainCommand(message, '--key', right)).err).toMatch(
      /right\.cer is not a private key\. Give a PEM file/,
    );
  });
});
