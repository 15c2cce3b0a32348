import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAML } from '@node-saml/node-saml';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { realTenantId, tenantMetadata } from '../../doctor/testing/tenant-metadata.ts';
import { type Lab, startLab } from '../../lab/index.ts';
import { HttpClient } from '../../web/testing/http-client.ts';
import { run } from '../run.ts';

let folder = '';
let lab: Lab;
let metadata = '';
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-doctor-'));
  lab = await startLab({ dataDir: file('lab'), ports: { lab: 0, idp: 0, sp: 0 } });
  metadata = await tenantMetadata();
  writeFileSync(file('tenant.xml'), metadata);
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

/** Runs `samlab doctor` in this process, on the folder of the running lab. */
async function doctor(...args: string[]) {
  const written = { out: '', err: '' };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  const err = vi.spyOn(console, 'error').mockImplementation((text) => {
    written.err += `${text}\n`;
  });
  const code = await run(['doctor', '--data', file('lab'), ...args]);
  out.mockRestore();
  err.mockRestore();
  return { code, ...written };
}

interface Report {
  findings: { id: string; severity: string; found?: string; sentence: string; inLab: string }[];
  checklist: { id: string; value?: string }[];
  notChecked: string[];
  tenant: { tenantId: string };
}
const report = async (...args: string[]) =>
  JSON.parse(
    (await doctor('--federation-metadata', file('tenant.xml'), '--json', ...args)).out,
  ) as Report;
const ids = ({ findings }: Report) => findings.map(({ severity, id }) => `${severity} ${id}`);

/** From Peakon's login page to its account page. */
async function signIn() {
  const client = new HttpClient();
  const [user] = lab.start.users;
  const loginfmt = user?.userPrincipalName ?? '';
  await client.open(`${lab.start.sp}/login`);
  await client.submit({ email: loginfmt });
  if (!client.url.startsWith(lab.start.idp)) await client.submit();
  await client.submit({ loginfmt, passwd: user?.password ?? '' });
  await client.submit({ LoginOptions: '3' });
  await client.submit({
    SAMLResponse: /name="SAMLResponse" value="([^"]*)"/.exec(client.html)?.[1] ?? '',
  });
}

test('an application with local addresses: what fails, and what to paste where', async () => {
  const before = await report();
  expect(ids(before)).toEqual([
    'error reply-url-local',
    'error sign-on-url-local',
    'warning identifier-local',
    'warning issuer-unknown',
    'warning certificate-unknown',
    'warning login-url-unknown',
    'warning name-id-source',
    'warning claims-may-be-missing',
  ]);
  expect(before.notChecked.join('\n')).toContain('no sign-in of Peakon is recorded');
  expect(before.tenant.tenantId).toBe(realTenantId);

  await signIn();
  await vi.waitFor(async () => expect(await lab.exchanges()).toHaveLength(1), { timeout: 30_000 });
  const after = await report();
  expect(after.findings.find(({ id }) => id === 'login-url-unknown')?.sentence).toContain(
    `sent its request to ${lab.start.idp}/`,
  );
  expect(ids(after)).toContain('note clock-of-service-provider');
  expect(after.findings.find(({ id }) => id === 'claims-may-be-missing')?.inLab).toBe(
    'All these claims were sent in 1 of 1 recorded sign-ins.',
  );

  const { code, out, err } = await doctor('--federation-metadata', file('tenant.xml'));
  expect([code, err]).toEqual([1, '']);
  expect(out).toMatch(/^Peakon at the tenant [0-9a-f-]+: 2 things will fail, 6 more may\.\n/);
  expect(out).toContain('error: Reply URL (Assertion Consumer Service URL): it names this machine');
  expect(out).toContain(`      https://login.microsoftonline.com/${realTenantId}/saml2\n`);
  expect(out).toContain('node-saml: entryPoint');
  expect(out).toContain('-----BEGIN CERTIFICATE-----');
});

test('an application that is ready: exit code 0, and the page', async () => {
  const { directory, start } = lab;
  const { servicePrincipalId } = await directory.addApplication({
    tenantId: start.tenantId,
    displayName: 'Ready',
  });
  await directory.configureSaml(servicePrincipalId, {
    identifierUris: ['https://app.fabrikam.com/saml'],
    replyUrls: ['https://app.fabrikam.com/saml/acs'],
    logoutUrl: 'https://app.fabrikam.com/saml/logout',
  });
  const trusted = ['--trusted-metadata', file('tenant.xml')];
  const result = await doctor(
    ...['--federation-metadata', file('tenant.xml'), '--app', 'ready', ...trusted],
    ...['--html', file('doctor.html')],
  );
  expect([result.code, result.err]).toEqual([0, '']);
  expect(result.out).toMatch(/^Ready at the tenant [^\n]* nothing will fail for everyone/);
  const html = readFileSync(file('doctor.html'), 'utf8');
  expect(html).toContain('Is Ready ready for the real tenant?');
  expect(html).toContain('https://app.fabrikam.com/saml/acs');
  expect(html).not.toContain('<script');

  const idp = await fetch(
    `${start.idp}/${start.tenantId}/federationmetadata/2007-06/federationmetadata.xml?appid=${start.appId}`,
  );
  writeFileSync(file('lab.xml'), await idp.text());
  const labs = await report('--app', 'Ready', '--trusted-metadata', file('lab.xml'));
  expect(ids(labs).filter((id) => id.startsWith('error'))).toEqual([
    'error issuer-other',
    'error certificate-missing',
    'error login-url-other',
  ]);
});

test('finds an application of any tenant of the lab', async () => {
  const { directory } = lab;
  const tenantId = '7c2d9f10-6a4b-4e35-9d21-58e0b3c4a6f7';
  await directory.createTenant({ id: tenantId, displayName: 'Adatum', domain: 'adatum.com' });
  const { servicePrincipalId } = await directory.addApplication({
    tenantId,
    displayName: 'Of Adatum',
  });
  await directory.configureSaml(servicePrincipalId, {
    identifierUris: ['https://app.adatum.com'],
    replyUrls: ['https://app.adatum.com/acs'],
  });
  const { findings } = await report('--app', 'Of Adatum');
  expect(findings.find(({ id }) => id === 'issuer-unknown')?.inLab).toContain(
    `https://sts.windows.net/${tenantId}/`,
  );
  expect(findings.find(({ id }) => id === 'certificate-unknown')?.inLab).toBe(
    'The application has no signing certificate here.',
  );
});

test('compares the metadata of the service provider, from a URL', async () => {
  const { sp } = lab.start;
  const own = await report('--sp-metadata', `${sp}/saml/contoso/metadata`);
  expect(ids(own).filter((id) => /entity-id|acs-unknown/.test(id))).toEqual([]);
  const other = (await (await fetch(`${sp}/saml/contoso/metadata`)).text()).replaceAll(
    sp,
    'https://app.fabrikam.com',
  );
  writeFileSync(file('sp.xml'), other);
  const deployed = await report('--sp-metadata', file('sp.xml'));
  expect(ids(deployed)).toEqual(
    expect.arrayContaining(['error entity-id-unknown', 'error acs-unknown']),
  );
});

test('judges the requests that a third-party service provider sends', async () => {
  const { start } = lab;
  const request = async (racComparison: 'exact' | 'minimum') => {
    const saml = new SAML({
      entryPoint: `${start.idp}/${start.tenantId}/saml2`,
      issuer: `${start.sp}/saml/contoso/metadata`,
      callbackUrl: `${start.sp}/saml/contoso/assert`,
      idpCert: metadata.match(/X509Certificate>([^<]+)</)?.[1] ?? '',
      racComparison,
    });
    await fetch(await saml.getAuthorizeUrlAsync('', undefined, {}));
  };
  await request('exact');
  const asked = async () =>
    ids(await report()).filter((id) => id.includes(' request-authn-context'));
  // node-saml asks for PasswordProtectedTransport unless it is told otherwise.
  await vi.waitFor(
    async () => expect(await asked()).toEqual(['warning request-authn-context-method']),
    { timeout: 30_000 },
  );
  await request('minimum');
  await vi.waitFor(
    async () =>
      expect(await asked()).toEqual([
        'error request-authn-context-comparison',
        'warning request-authn-context-method',
      ]),
    { timeout: 30_000 },
  );
});

test('measures the clock where the metadata is a URL', async () => {
  let date = new Date(Date.now() - 10 * 60_000);
  const server = await serve((_, response) => {
    response.setHeader('date', date.toUTCString());
    response.end(metadata);
  });
  try {
    const { port } = server.address() as { port: number };
    const url = `http://127.0.0.1:${port}/tenant.xml?appid=x`;
    const measured = async () =>
      ids(JSON.parse((await doctor('--federation-metadata', url, '--json')).out) as Report).filter(
        (id) => id.endsWith('clock-of-lab'),
      );
    expect(await measured()).toEqual(['error clock-of-lab']);
    date = new Date(Date.now() + 2 * 60_000);
    expect(await measured()).toEqual(['warning clock-of-lab']);
    date = new Date();
    expect(await measured()).toEqual([]);
  } finally {
    server.close();
  }
});

async function serve(answer: Parameters<typeof createServer>[1]): Promise<Server> {
  const server = createServer(answer as never);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

test('exits with 2 and one sentence for each wrong argument or file', async () => {
  writeFileSync(file('other.xml'), '<html></html>');
  const result = await doctor(
    ...['--federation-metadata', file('other.xml'), '--app', 'Unknown', '--jsn'],
    ...['--sp-metadata', file('none.xml'), '--trusted-certificate', file('other.xml')],
  );
  expect([result.code, result.out]).toEqual([2, '']);
  const lines = result.err.trimEnd().split('\n');
  expect(lines).toEqual([
    expect.stringContaining('Unknown option --jsn'),
    expect.stringContaining('other.xml is not the federation metadata of a tenant.'),
    expect.stringContaining('--sp-metadata:'),
    expect.stringContaining('--trusted-certificate:'),
    expect.stringContaining('has no application "Unknown"'),
  ]);
  expect(lines.at(-1)).toContain('set --app to one of them');

  const none = await doctor('--data', file('empty'), '--app', 'x');
  expect(none.code).toBe(2);
  expect(none.err).toContain('--federation-metadata is missing');
  expect(none.err).toContain('There is no lab in the folder');

  mkdirSync(file('damaged'));
  writeFileSync(join(file('damaged'), 'lab.json'), '{');
  const damaged = await doctor(
    ...['--data', file('damaged'), '--federation-metadata', file('tenant.xml')],
  );
  expect(damaged.code).toBe(2);
  expect(damaged.err).toContain('lab.json is not a valid lab file.');

  const unwritable = await doctor(
    ...['--federation-metadata', file('tenant.xml'), '--html', join(folder, 'none', 'x.html')],
  );
  expect(unwritable.code).toBe(2);
  expect(unwritable.err).toContain('cannot be written (ENOENT)');
});
