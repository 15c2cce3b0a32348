import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishedAt, user } from '../../check/rollover/testing/drilled-site.ts';
import { startForeignSp } from '../../check/testing/foreign-sp.ts';
import { startLab } from '../../lab/index.ts';
import { runCaptured } from '../testing/run-captured.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'samlab-drill-command-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);
const anyPorts = { lab: 0, idp: 0, sp: 0 };
const drill = (...args: string[]) => runCaptured('drill', 'rollover', ...args);

test('Peakon needs a manual upload, and refuses an expired certificate: text, JUnit, page and JSON', async () => {
  const [junit, html, json] = [file('drill.xml'), file('drill.html'), file('drill.json')];
  const { code, out } = await drill('--report', `junit:${junit},html:${html},json:${json}`);
  expect(code).toBe(1);
  expect(out).toContain('3. Make the second certificate active: needs a manual upload');
  expect(out).toContain('(check "signature_key")');
  expect(out).toContain('4. Retire the first certificate (delete it): survives');
  expect(out).toContain('5. Let the active certificate expire: sign-in fails from here');
  expect(out).toContain('(check "certificate_dates")');
  const xml = readFileSync(junit, 'utf8');
  expect(xml).toContain('<testsuites name="samlab drill rollover" tests="5" failures="2"');
  expect(xml).toContain('type="needs-upload"');
  expect(readFileSync(html, 'utf8')).toContain('needs a manual upload');
  const { steps } = JSON.parse(readFileSync(json, 'utf8')) as { steps: { verdict: string }[] };
  expect(steps.map(({ verdict }) => verdict)).toEqual([
    ...['survives', 'survives', 'needs-upload', 'survives', 'fails'],
  ]);
});

test('Peakon of a running lab: its clock is put back', async () => {
  const lab = await startLab({ memory: true, ports: anyPorts });
  try {
    const { code, out } = await drill('--lab', lab.start.lab);
    expect(code).toBe(1);
    expect(out).toContain('3. Make the second certificate active: needs a manual upload');
    expect(out).toContain('4. Retire the first certificate (delete it): sign-in fails from here');
    expect(out).toContain('5. Let the active certificate expire: not tried');
    expect(Math.abs(lab.clock.now().getTime() - Date.now())).toBeLessThan(60_000);
  } finally {
    await lab.close();
  }
});

test('a service provider of the user, against a copy of the lab, which keeps its certificates', async () => {
  const dataDir = file('lab');
  const lab = await startLab({ dataDir, ports: anyPorts });
  const { idp, tenantId, lab: at } = lab.start;
  let metadataUrl = '';
  const sp = await startForeignSp({
    idpCertificate: '',
    entryPoint: `${idp}/${tenantId}/saml2`,
    saml: {
      idpCert: (done) =>
        void publishedAt(metadataUrl).then((certificates) => done(null, certificates), done),
    },
  });
  try {
    const tenant = await lab.findTenant(tenantId);
    const added = await tenant?.addApplication({ displayName: 'Mine', metadata: sp.metadata });
    if (!tenant || !added) throw new TypeError('The lab has no tenant.');
    metadataUrl = added.metadataUrl;
    await tenant.assign(user, added);
    const before = await publishedAt(metadataUrl);
    const whereIs = ['--sp-metadata', sp.metadata, '--login-url', sp.login, '--whoami', sp.whoami];

    const running = await drill(...whereIs, '--data', dataDir);
    expect(running.code).toBe(2);
    expect(running.err).toContain(`A lab runs in ${dataDir}. Stop it with "samlab stop"`);
    expect(running.err).toContain(`--lab ${at}`);
    await lab.close();

    // The certificate expires in time for the last step only: without a wait it is valid for half a minute.
    const { code, out } = await drill(...whereIs, '--data', dataDir, '--wait', '0');
    expect(out).toContain('3. Make the second certificate active: survives through metadata');
    expect(out).toContain('5. Let the active certificate expire: survives');
    expect(code).toBe(0);

    const again = await startLab({ dataDir, ports: anyPorts });
    const known = await again.directory.signingCertificates(added.servicePrincipalId);
    expect(known.map(({ certificate }) => certificate)).toEqual(before);
    await again.close();
  } finally {
    await sp.close();
  }
}, 240_000);

test.each([
  [['--lab', 'nowhere'], '--lab must be the URL of a lab home'],
  [['--wait', 'long'], '--wait must be a number of seconds from 0 to 300, not "long".'],
  [['--wait', '301'], 'from 0 to 300'],
  [['--report', 'sarif:a.sarif'], '--report of a drill takes junit, html, json, not sarif.'],
  [['--upload', 'true'], '--upload needs --sp-metadata'],
  [['--whoami', 'http://localhost:1/me'], '--whoami needs --sp-metadata'],
  [['--lab', 'http://localhost:1', '--data', 'x'], '--lab and --data exclude each other'],
  [['--wat'], '--wat'],
])('%j is refused with exit code 2', async (args, words) => {
  const { code, out, err } = await drill(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(words);
});

test('a lab that has stopped is named', async () => {
  const lab = await startLab({ memory: true, ports: anyPorts });
  await lab.close();
  const { code, err } = await drill('--lab', lab.start.lab);
  expect(code).toBe(2);
  expect(err).toContain(`No lab answers at ${lab.start.lab}`);
});

test('without a lab there is nothing to copy', async () => {
  const { code, err } = await drill(
    ...['--sp-metadata', 'package.json', '--unsolicited', '--whoami', 'http://localhost:1/me'],
    ...['--data', file('nothing')],
  );
  expect(code).toBe(2);
  expect(err).toContain('that your service provider could trust');
});
