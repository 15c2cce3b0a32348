/** What files of other systems say is printed, and cannot write to the terminal. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { drillText } from '../check/index.ts';
import { runCaptured } from './testing/run-captured.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** XML may contain all of these: C1, which many terminals read as ESC, a change of direction, a line break as a reference. */
const hostile = 'urn:a\u009b31m\u202eb&#10;c';
/** Line breaks are our own. */
const control = /(?!\n)[\p{Cc}\p{Bidi_C}]/u;

const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const request = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0"
  IssueInstant="2026-01-01T00:00:00Z" AssertionConsumerServiceURL="${hostile}">
  <Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">${hostile}</Issuer></samlp:AuthnRequest>`;

const metadata = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${hostile}">
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${hostile}" index="0"/>
  </SPSSODescriptor></EntityDescriptor>`;

test.each([
  ['lint', file('request.xml', request)],
  ['lint', file('metadata.xml', metadata)],
  ['explain', file('request.txt', request)],
  ['explain', join(folder, 'no\u001b[2Jsuch\u202efile')],
  ['doctor', file('other\u001b[2J.xml', metadata)],
])('%s %s', async (command, path) => {
  const args = command === 'doctor' ? ['--federation-metadata', path] : ['--show-secrets', path];
  const { out, err } = await runCaptured(command, ...(command === 'lint' ? [path] : args));
  expect(out + err).toMatch(/urn:a|such|other/);
  expect(out + err).not.toMatch(control);
});

test('drill', () => {
  const text = drillText({
    ...{ target: 'sp\u001b[2J', lab: '', application: 'app', startedAt: '', samlab: '' },
    steps: [
      {
        ...{ step: 'baseline', title: 'Sign in', verdict: 'fails', durationMs: 0, exchanges: [] },
        found: ['The page says: \u001b]0;owned\u0007\n✓ passed'],
      },
    ],
  } as unknown as Parameters<typeof drillText>[0]);
  expect(text).toContain('   The page says:  ]0;owned ✓ passed');
  expect(text).not.toMatch(control);
});
