import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLab } from '../../lab/index.ts';
import { runCaptured } from '../testing/run-captured.ts';

const ports = { lab: 0, idp: 0, sp: 0 };
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-init-'));
  file = join(folder, 'samlab.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The file with every commented setting switched on, apart from those that exclude others. */
const switchedOn = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/# (metadata|ports|certificates| {2}- \{ certificate)/.test(line))
    .map((line) => line.replace(/^(\s*)# (\s*- |\w+: |\s+\w+: |\w+:$)/, '$1$2'))
    .join('\n');

test('writes a file that a lab starts with, as it is and with every commented setting', async () => {
  const { code, out, err } = await runCaptured('init', file);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`samlab start --config ${file}`);
  const text = readFileSync(file, 'utf8');
  const lab = await startLab({ memory: true, ports, config: file });
  const { tenantId } = lab.start;
  expect((await lab.directory.listApplications(tenantId)).map((app) => app.replyUrls)).toEqual([
    ['http://localhost:8080/saml/acs'],
  ]);
  await lab.close();

  const all = switchedOn(text);
  expect(all).toMatch(
    /^clock: [\s\S]*^ {8}password: [\s\S]*^ {8}claims:\n {10}- [\s\S]*^ {4}policies:\n/m,
  );
  writeFileSync(file, all);
  const full = await startLab({ memory: true, ports, config: file });
  expect(await full.directory.listPolicies(tenantId)).toHaveLength(1);
  await full.close();
});

test('takes the values of metadata', async () => {
  const metadata = join(folder, 'sp.xml');
  writeFileSync(
    metadata,
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:my: #sp"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="http://localhost:8080/slo"/><md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="http://localhost:8080/acs" index="1"/></md:SPSSODescriptor></md:EntityDescriptor>`.replace(
      'my: #sp',
      'my:sp',
    ),
  );
  expect((await runCaptured('init', file, '--sp-metadata', metadata)).code).toBe(0);
  const lab = await startLab({ memory: true, ports, config: file });
  const [app] = await lab.directory.listApplications(lab.start.tenantId);
  expect(app).toMatchObject({
    identifierUris: ['urn:my:sp'],
    replyUrls: ['http://localhost:8080/acs'],
    redirectUriSettings: [{ uri: 'http://localhost:8080/acs', index: 1 }],
    servicePrincipal: { logoutUrl: 'http://localhost:8080/slo' },
  });
  await lab.close();
});

test.each([
  ['gone.xml', 'The metadata file gone.xml does not exist.'],
  ['http://localhost:1/metadata', 'No metadata at http://localhost:1/metadata'],
  ['<html/>', 'The metadata is not the metadata of a service provider'],
])('metadata that cannot be used writes nothing: %s', async (source, sentence) => {
  const { code, err } = await runCaptured('init', file, '--sp-metadata', source);
  expect(code).toBe(2);
  expect(err).toContain(sentence);
  expect(existsSync(file)).toBe(false);
});

test('replaces a file only with --force', async () => {
  writeFileSync(file, 'mine');
  const { code, err } = await runCaptured('init', file);
  expect(code).toBe(2);
  expect(err).toBe(
    `samlab: ${file} exists already. Name another file, or add --force to replace it.\n`,
  );
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect((await runCaptured('init', file, '--force')).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toContain('tenants:');
});
