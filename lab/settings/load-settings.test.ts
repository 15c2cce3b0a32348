import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { InvalidSettings, type SettingsFault } from './faults.ts';
import { checkSettings } from './lab-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-settings-'));
const file = (name: string) => join(folder, name);
const options = { ports: undefined, clock: undefined };

beforeAll(async () => {
  const [one, other] = await Promise.all([
    makeSigningCertificate({ notBefore: new Date() }),
    makeSigningCertificate({ notBefore: new Date() }),
  ]);
  writeFileSync(file('one.pem'), toPem(one.certificate));
  for (const [name, { privateKey }] of Object.entries({ one, other }))
    writeFileSync(file(`${name}.key`), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(file('no.xml'), '<html/>');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function faultsOf(
  text: string | Buffer,
  name = 'samlab.yaml',
): Promise<readonly SettingsFault[]> {
  writeFileSync(file(name), text);
  return faultsIn(name);
}

async function faultsIn(name: string): Promise<readonly SettingsFault[]> {
  try {
    await checkSettings({ config: file(name) }, options);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    return error.faults;
  }
}

/** `line:column place: message` of each fault. */
const shown = (faults: readonly SettingsFault[]) =>
  faults.map(({ line, column, place, message }) => `${line}:${column} ${place}: ${message}`);

const sound = `
tenants:
  - domain: contoso.com
    users:
      - userPrincipalName: Ann@contoso.com
        mail: ann@contoso.com
        authenticationMethods:
          - { type: phone, phoneNumber: +1 5555551234, phoneType: mobile }
      - userPrincipalName: Bob@contoso.com
    groups:
      - displayName: Sales
        members: [Ann@contoso.com]
    applications:
      - displayName: Reports
        identifierUris: [urn:reports]
        replyUrls: [http://localhost:8080/acs]
        assignments:
          - group: Sales
          - { user: bob@contoso.com, role: User }
peakon: false
`.trimStart();

test('a sound file has no faults, as YAML and as JSON', async () => {
  expect(await faultsOf(sound)).toEqual([]);
  const { parse } = await import('yaml');
  expect(await faultsOf(JSON.stringify(parse(sound)), 'samlab.json')).toEqual([]);
});

describe('one change of a sound file is one fault, at its line and column:', () => {
  test.each<[from: string, to: string, fault: string]>([
    [
      'mail: ann',
      'mial: ann',
      '5:9 tenants[0].users[0].mial: there is no such key; did you mean mail?',
    ],
    [
      'mail: ann@contoso.com',
      'zz: 1',
      '5:9 tenants[0].users[0].zz: there is no such key; the keys here are userPrincipalName,',
    ],
    ['mail: ann@contoso.com', 'mail: 5', '5:15 tenants[0].users[0].mail: must be text, not 5.'],
    [
      'mail: ann@contoso.com',
      'accountEnabled: "no"',
      '5:25 tenants[0].users[0].accountEnabled: must be true or false, not "no".',
    ],
    [
      'mail: ann@contoso.com',
      'mail: ann',
      '5:15 tenants[0].users[0].mail: This is not an e-mail address',
    ],
    [
      'mail: ann@contoso.com',
      'password: [1]',
      '5:19 tenants[0].users[0].password: must be text, not a list.',
    ],
    [
      'mail: ann@contoso.com',
      'password: 12345678',
      '5:19 tenants[0].users[0].password: must be text, not a number.',
    ],
    [
      'mail: ann@contoso.com',
      `mail: \${NOT_SET}`,
      '5:15 tenants[0].users[0].mail: the environment variable NOT_SET is not set',
    ],
    [
      'mail: ann@contoso.com',
      `mail: \${NOT SET}`,
      `5:15 tenants[0].users[0].mail: "\${NOT SET}" is not a reference`,
    ],
    [
      'mail: ann@contoso.com',
      'userType: Gast',
      '5:19 tenants[0].users[0].userType: must be Member or Guest, not "Gast".',
    ],
    [
      'mobile',
      'mobil',
      '7:67 tenants[0].users[0].authenticationMethods[0].phoneType: Choose mobile',
    ],
    [
      'userPrincipalName: Bob',
      'userPrincipalName: ann@contoso.com\n      - userPrincipalName: Bob',
      '8:28 tenants[0].users[1].userPrincipalName: ann@contoso.com is a user on line 4 already',
    ],
    [
      'userPrincipalName: Bob@contoso.com',
      'displayName: Bob',
      '8:9 tenants[0].users[1]: userPrincipalName is missing; it must be text.',
    ],
    [
      'members: [Ann@',
      'members: [Anne@',
      '11:19 tenants[0].groups[0].members[0]: there is no user "Anne@contoso.com" in this tenant; did you mean Ann@contoso.com?',
    ],
    [
      '        replyUrls: [http://localhost:8080/acs]\n',
      '',
      '13:9 tenants[0].applications[0].replyUrls[0]: Reply URL (Assertion Consumer Service URL) is required',
    ],
    [
      '[urn:reports]',
      'urn:reports',
      '14:25 tenants[0].applications[0].identifierUris: must be a list, not "urn:reports".',
    ],
    [
      '[urn:reports]',
      '["urn:<reports>"]',
      '14:26 tenants[0].applications[0].identifierUris[0]: Identifier (Entity ID) still contains a placeholder',
    ],
    [
      '[http://localhost:8080/acs]',
      '[{ uri: http://localhost:8080/acs, index: 70000 }]',
      '15:62 tenants[0].applications[0].replyUrls[0].index: Index is a whole number',
    ],
    [
      'assignments:',
      'metadata: no.xml\n        assignments:',
      '16:19 tenants[0].applications[0].metadata: The metadata file no.xml is not the metadata of a service provider',
    ],
    [
      'assignments:',
      'metadata: gone.xml\n        assignments:',
      '16:19 tenants[0].applications[0].metadata: The metadata file gone.xml does not exist.',
    ],
    [
      'assignments:',
      'metadata: http://localhost:1/\n        assignments:',
      '16:19 tenants[0].applications[0].metadata: No metadata at http://localhost:1/: ',
    ],
    [
      'assignments:',
      'certificates: [{ certificate: one.pem }]\n        assignments:',
      '16:24 tenants[0].applications[0].certificates[0]: the certificate one.pem has no key',
    ],
    [
      'assignments:',
      'certificates: [{ certificate: one.pem, key: other.key }]\n        assignments:',
      '16:24 tenants[0].applications[0].certificates[0]: the key other.key belongs to another certificate than one.pem.',
    ],
    [
      'assignments:',
      'certificates: [{ certificate: one.pem, key: one.pem }]\n        assignments:',
      '16:24 tenants[0].applications[0].certificates[0]: the key one.pem is not a private key',
    ],
    [
      'assignments:',
      'claims: [{ name: a, attribute: user.mial }]\n        assignments:',
      '16:40 tenants[0].applications[0].claims[0].attribute: There is no source attribute "user.mial"; choose from',
    ],
    [
      'role: User',
      'role: Usr',
      '18:44 tenants[0].applications[0].assignments[1].role: the application has no role "Usr"; did you mean User?',
    ],
    [
      'group: Sales\n',
      'group: Sale\n',
      '17:20 tenants[0].applications[0].assignments[0].group: there is no group "Sale" in this tenant; did you mean Sales?',
    ],
    [
      'group: Sales\n',
      '{}\n',
      '17:13 tenants[0].applications[0].assignments[0]: name either a user or a group.',
    ],
  ])('%j as %j', async (from, to, fault) => {
    expect(sound).toContain(from);
    expect(shown(await faultsOf(sound.replace(from, to)))).toEqual([
      expect.stringContaining(fault),
    ]);
  });
});

test('two certificates with their keys, metadata from a URL and numbers from the environment are sound', async () => {
  const metadata = `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:sp"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="http://localhost:8080/acs" index="1"/></md:SPSSODescriptor></md:EntityDescriptor>`;
  const server = createServer((_, answer) => answer.end(metadata));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('SP_PORT', String(port));
  const text = `
ports: { lab: "\${SP_PORT}" }
peakon: false
tenants:
  - domain: contoso.com
    applications:
      - displayName: Reports
        metadata: http://127.0.0.1:\${SP_PORT}/metadata
        certificates: [{ certificate: one.pem, key: one.key }]
`;
  expect(shown(await faultsOf(text))).toEqual([]);
  server.close();
  vi.unstubAllEnvs();
});

test('reports all faults at once, in the order of the file', async () => {
  const text = `
prots: { lab: 0 }
clock: yesterday
tenants:
  - domain: contoso.com
    users:
      - { userPrincipalName: a@contoso.com, mail: x }
      - { userPrincipalName: b@contoso.com, mail: 5, surname: [] }
      - { userPrincipalName: c@contoso.com, password: "\${NOT_SET}" }
      - { userPrincipalName: d@elsewhere.com }
    applications:
      - displayName: A
        metadata: gone.xml
peakon:
  companies:
    - { id: x y }
`;
  const places = (await faultsOf(text)).map(({ line, place }) => `${line} ${place}`);
  expect(places).toEqual([
    '2 prots',
    '3 clock',
    '7 tenants[0].users[0].mail',
    '8 tenants[0].users[1].mail',
    '8 tenants[0].users[1].surname',
    '9 tenants[0].users[2].password',
    '10 tenants[0].users[3].userPrincipalName',
    '13 tenants[0].applications[0].metadata',
    '16 peakon.companies[0].id',
  ]);
});

test('names that nothing has are reported beside other faults, and entries that are wrong count as named', async () => {
  const text = `
tenants:
  - domain: contoso.com
    users:
      - { userPrincipalName: Ann@contoso.com, acountEnabled: false }
      - { userPrincipalName: Bob@contoso.com, displayName: [x] }
      - { userPrincipalName: bob@contoso.com }
    groups:
      - { displayName: Sales, members: [Ann@contoso.com, An@contoso.com] }
    applications:
      - displayName: Reports
        appId: no-guid
        identifierUris: [urn:reports]
        replyUrls: [http://localhost:8080/acs]
        assignments: [{ user: Eve@contoso.com }, { group: Sale }, { user: Bob@contoso.com }]
      - displayName: Wiki
        identifierUris: [urn:wiki]
        replyUrls: [http://localhost:8081/acs]
        assignments: [{ user: Ann@contoso.com, role: Boss }]
    policies:
      - { displayName: P, includeApplications: [Report, Reports], grantControl: mfa }
  - domain: fabrikam.com
    id: no-guid
    applications:
      - displayName: Empty
        assignments: [{ user: nobody@fabrikam.com }]
peakon:
  companies:
    - { id: contoso, application: Wikis }
`;
  const places = (await faultsOf(text)).map(({ place, message }) => `${place}: ${message}`);
  const [one, two] = ['tenants[0]', 'tenants[1]'];
  expect(places).toEqual([
    `${one}.users[0].acountEnabled: there is no such key; did you mean accountEnabled?`,
    `${one}.users[1].displayName: must be text, not a list.`,
    `${one}.users[2].userPrincipalName: bob@contoso.com is a user on line 6 already; write each one once.`,
    `${one}.groups[0].members[1]: there is no user "An@contoso.com" in this tenant; did you mean Ann@contoso.com?`,
    expect.stringMatching(/^tenants\[0\]\.applications\[0\]\.appId: /),
    `${one}.applications[0].assignments[0].user: there is no user "Eve@contoso.com" in this tenant; add it, or correct the name.`,
    `${one}.applications[0].assignments[1].group: there is no group "Sale" in this tenant; did you mean Sales?`,
    `${one}.applications[1].assignments[0].role: the application has no role "Boss"; its roles are User, msiam_access.`,
    `${one}.policies[0].includeApplications[0]: there is no application "Report" in this tenant.`,
    expect.stringMatching(/^tenants\[1\]\.id: /),
    expect.stringMatching(/^tenants\[1\]\.applications\[0\]\.identifierUris\[0\]: /),
    expect.stringMatching(/^tenants\[1\]\.applications\[0\]\.replyUrls\[0\]: /),
    `${two}.applications[0].assignments[0].user: there is no user "nobody@fabrikam.com" in this tenant; add it, or correct the name.`,
    'peakon.companies[0].application: there is no application "Wikis" in the file; did you mean Wiki?',
  ]);
});

test('of very many faults it reports 200', async () => {
  const keys = Array.from({ length: 20_000 }, (_, n) => `zz${n}: 1`);
  const faults = await faultsOf(keys.join('\n'));
  expect(faults).toHaveLength(201);
  expect(faults.at(-1)?.message).toBe('there are 19800 more faults.');
});

test('a message shows the name of an environment variable, not its value', async () => {
  vi.stubEnv('ANN_MAIL', 'hunter2-secret');
  const [fault] = await faultsOf(sound.replace('mail: ann@contoso.com', `userType: \${ANN_MAIL}`));
  expect(fault?.message).toBe(`must be Member or Guest, not "\${ANN_MAIL}".`);
  vi.unstubAllEnvs();
});

describe('a file that cannot be used:', () => {
  const aliases = [
    'a: &a0 [x]',
    ...Array.from({ length: 9 }, (_, n) => `b${n}: &a${n + 1} [${`*a${n},`.repeat(10)}]`),
  ];
  test.each<[name: string, content: string | Buffer, line: number | undefined, message: string]>([
    ['empty', '', 1, 'the file is empty; "samlab init" writes one'],
    ['comments only', '# nothing\n', 1, 'the file is empty'],
    ['text', 'hello', 1, 'the settings must be a map of keys and values, not "hello".'],
    ['a list', '[]', 1, 'the settings must be a map of keys and values, not a list.'],
    ['YAML with a syntax error', 'ports: [\nclock: }\n', 2, 'This is not YAML: '],
    ['JSON with a syntax error', '{"ports": {"lab": 1,, }', 1, 'This is not YAML: '],
    ['a key twice', 'clock: x\nclock: x\n', 2, 'This is not YAML: Map keys must be unique.'],
    ['aliases of aliases', aliases.join('\n'), 1, 'The aliases in this file expand to too much'],
    ['a list that contains itself', 'tenants: &x [*x]', 1, 'The aliases in this file expand to'],
    ['deep', `tenants: ${'['.repeat(5000)}`, 1, 'This file is nested too deeply'],
    ['no text', Buffer.from([0, 1, 2, 255, 0, 3]), undefined, 'is not text.'],
    ['too large', `# ${'x'.repeat(1024 * 1024)}`, undefined, 'is larger than 1024 KiB, the limit.'],
  ])('%s', async (_, content, line, message) => {
    const [fault] = await faultsOf(content);
    expect(fault).toMatchObject({ line, message: expect.stringContaining(message) });
  });

  test('a folder, a pipe, a missing file', async () => {
    mkdirSync(file('folder.yaml'));
    execFileSync('mkfifo', [file('pipe.yaml')]);
    expect((await faultsIn('folder.yaml'))[0]?.message).toMatch(/is a folder, not a file\.$/);
    expect((await faultsIn('pipe.yaml'))[0]?.message).toMatch(/is not a regular file\.$/);
    expect((await faultsIn('gone.yaml'))[0]?.message).toMatch(/gone\.yaml does not exist\.$/);
  });

  test.skipIf(process.getuid?.() === 0)('a file that this user may not read', async () => {
    await faultsOf(sound, 'closed.yaml');
    chmodSync(file('closed.yaml'), 0);
    expect((await faultsIn('closed.yaml'))[0]?.message).toMatch(/may not be read by this user\.$/);
  });
});

test('a long value from the environment is not shown in part, where it would not be recognised and masked', async () => {
  const secret = 'Hunter2'.repeat(30);
  vi.stubEnv('LONG_SECRET', secret);
  const faults = await faultsOf(
    sound.replace('mail: ann@contoso.com', `accountEnabled: \${LONG_SECRET}`),
  );
  vi.unstubAllEnvs();
  expect(shown(faults)).toEqual([
    expect.stringContaining(
      `accountEnabled: must be true or false, not a text of ${secret.length} characters.`,
    ),
  ]);
});

test('a variable of the environment does not leave through the URL of metadata, unless it decides the host', async () => {
  vi.stubEnv('SAMLAB_TEST_SECRET', 'correct-horse-battery');
  vi.stubEnv('SAMLAB_TEST_URL', 'http://localhost:2');
  const message = async (metadata: string) =>
    (
      await faultsOf(
        `tenants:\n  - domain: contoso.com\n    applications:\n      - displayName: A\n        metadata: "${metadata}"\n`,
      )
    )
      .map((fault) => fault.message)
      .join();
  const secret = '$' + '{SAMLAB_TEST_SECRET}';
  const url = '$' + '{SAMLAB_TEST_URL}';
  for (const leak of [
    `http://localhost:2/?a=${secret}`,
    `http://localhost:2/${secret}`,
    `http://${secret}.localhost:2/`,
    `http://${secret}@localhost:2/`,
    `${url}/?a=${secret}`,
    `${url}.evil.example/`,
    `${url}@evil.example/`,
  ])
    expect([leak, await message(leak)]).toEqual([
      leak,
      expect.stringMatching(/^a variable in a URL would be sent to its host/),
    ]);
  vi.stubEnv('SAMLAB_TEST_PORT', '2');
  const port = '$' + '{SAMLAB_TEST_PORT}';
  for (const meant of [`http://localhost:${port}/metadata`])
    expect(await message(meant)).toMatch(/^No metadata at .*: nothing listens/);
  for (const meant of [`${url}/metadata`, url])
    expect(await message(meant)).toMatch(
      /^No metadata at \$\{SAMLAB_TEST_URL\}.*: nothing listens/,
    );
  vi.unstubAllEnvs();
});

test('aliases that refer to very much are refused before anything is copied', async () => {
  const many = Array.from({ length: 20_000 }, () => 1).join(', ');
  const text = (aliases: number) =>
    `a: &a [${many}]\nb: [${Array.from({ length: aliases }, () => '*a').join(', ')}]\n`;
  const began = performance.now();
  const [fault] = await faultsOf(text(90));
  expect(fault?.message).toMatch(/^The aliases in this file expand to too much/);
  expect(performance.now() - began).toBeLessThan(5000);
  const few = (await faultsOf(text(1))).map(({ message }) => message).join();
  expect(few).not.toContain('aliases'); // control
  const [endless] = await faultsOf('a: &a [*a]\n');
  expect(endless?.message).toMatch(/^The aliases in this file expand to too much/);
});
