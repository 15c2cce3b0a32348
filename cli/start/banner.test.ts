import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { makeAuthority } from '../../certs/authority.ts';
import { toPem } from '../../certs/certificate.ts';
import { banner } from './banner.ts';

const start = {
  lab: 'http://localhost:4000',
  idp: 'http://localhost:4100',
  sp: 'http://localhost:4200',
  tenantId: 't',
  appId: 'a',
  applications: [],
  users: [
    {
      id: '1',
      userPrincipalName: 'B.Simon@contoso.com',
      password: 'Maple-Otter-Velvet-4711',
      roles: [],
    },
    {
      id: '2',
      userPrincipalName: 'admin@contoso.com',
      password: 'Onyx-Panda-Plum-1234',
      roles: ['X'],
    },
  ],
  spAdmin: { email: 'peakon-admin@contoso.com', password: 'Lemon-Comet-Raven-9999' },
};
const lab = { start, state: 'new', dataDir: `${process.cwd()}/.samlab`, warnings: [] } as const;

afterEach(() => vi.unstubAllEnvs());

test('lists the sites, the users and their passwords, aligned', () => {
  vi.stubEnv('NO_COLOR', '1');
  const text = banner(lab);
  expect(stripVTControlCharacters(text)).toBe(text);
  expect(text).toMatchInlineSnapshot(`
    "
      samlab is running. It is a mock and answers on this machine only.

      Lab home           http://localhost:4000
      Identity provider  http://localhost:4100
      Service provider   http://localhost:4200
      State              .samlab (a new lab)

      Users and passwords
      B.Simon@contoso.com       Maple-Otter-Velvet-4711  User of the Entra tenant
      admin@contoso.com         Onyx-Panda-Plum-1234     Administrator of the Entra tenant
      peakon-admin@contoso.com  Lemon-Comet-Raven-9999   Administrator of Peakon itself

      Press Ctrl-C to stop.

    "
  `);
});

test('says where the certificate of the authority is, and its fingerprint', async () => {
  vi.stubEnv('NO_COLOR', '1');
  const { certificate } = await makeAuthority({ hosts: [], now: new Date() });
  const text = banner({ ...lab, ca: toPem(certificate) });
  expect(text).toMatch(
    /^ {2}CA certificate +http:\/\/localhost:4000\/ca\.pem\n +SHA-256 (?:[0-9A-F]{2}:){31}/m,
  );
  expect(banner(lab)).not.toContain('CA certificate');
});

test('says on one line where the state is', () => {
  vi.stubEnv('NO_COLOR', '1');
  expect(banner({ ...lab, dataDir: undefined })).toMatch(/^ {2}State +memory only$/m);
  expect(banner({ ...lab, state: 'resumed' })).toMatch(/^ {2}State +\.samlab \(resumed\)$/m);
  expect(banner({ ...lab, state: 'moved' })).toContain('both sites are updated');
});

test('of a lab in the background says where its log is and how to stop it', () => {
  vi.stubEnv('NO_COLOR', '1');
  const background = { stop: 'samlab stop --data x', log: 'x/lab.log' };
  const text = banner({ ...lab, background });
  expect(text).toMatch(/^ {2}Log {16}x\/lab\.log$/m);
  expect(text).toContain('  Stop it with "samlab stop --data x".\n');
  expect(text).not.toContain('Ctrl-C');
});

test('says what time it is, unless that is the real time', () => {
  vi.stubEnv('NO_COLOR', '1');
  const clock = { now: new Date('2026-12-24T08:00:00Z'), frozen: true };
  expect(banner({ ...lab, clock })).toMatch(/^ {2}Clock +2026-12-24 08:00 UTC, frozen$/m);
  expect(banner(lab)).not.toContain('Clock');
});

test('says that keys of a seed are known', () => {
  vi.stubEnv('NO_COLOR', '1');
  const words = 'Ids and keys come from a seed: who knows it knows every private key.';
  expect(banner({ ...lab, seed: 'golden' })).toContain(words);
  expect(banner(lab)).not.toContain(words);
});

test('says where the tutorial starts until there is an application', () => {
  vi.stubEnv('NO_COLOR', '1');
  const begin = 'Open the lab home to start the tutorial.';
  expect(banner({ ...lab, start: { ...start, appId: null } })).toContain(begin);
  expect(banner(lab)).not.toContain(begin);
});

test('FORCE_COLOR adds colour and changes no word', () => {
  vi.stubEnv('NO_COLOR', '1');
  const plain = banner(lab);
  vi.unstubAllEnvs();
  vi.stubEnv('NO_COLOR', undefined);
  vi.stubEnv('FORCE_COLOR', '1');
  const coloured = banner(lab);
  expect(coloured).not.toBe(plain);
  expect(stripVTControlCharacters(coloured).replace(/ +$/gm, '')).toBe(plain);
});

test('gives the metadata addresses of own applications, five at most', () => {
  vi.stubEnv('NO_COLOR', '1');
  const applications = Array.from({ length: 6 }, (_, n) => ({
    tenantId: 't',
    appId: `${n}`,
    displayName: `Reports ${n}`,
    metadataUrl: `http://localhost:4100/t/metadata?appid=${n}`,
  }));
  const text = banner({ ...lab, start: { ...start, applications } });
  expect(text).toContain(
    '  Metadata for your service providers\n  Reports 0\n    http://localhost:4100/t/metadata?appid=0\n',
  );
  expect(text).toContain('appid=4\n  More are on the lab home.\n');
  expect(text).not.toContain('appid=5');
  expect(banner(lab)).not.toContain('Metadata');
});
