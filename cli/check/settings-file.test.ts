import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { groups, writeCaseFile } from '../../catalogue/index.ts';
import { ownCase } from '../../catalogue/testing/own-case.ts';
import { toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { offerable } from '../../check/index.ts';
import { everyVerdict } from '../../check/testing/sample-report.ts';
import { checkArguments } from './arguments.ts';
import { readCheckOptions } from './options.ts';
import { fileOnlyNames, settingNames, settings } from './settings.ts';
import { readSettingsFile } from './settings-file.ts';

const example = fileURLToPath(new URL('samlab-check.example.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'samlab-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('samlab-check.example.yaml', () => {
  const text = readFileSync(example, 'utf8');

  test('sets every setting, and no other', () => {
    expect(Object.keys(parse(text) as object).toSorted()).toEqual(settingNames.toSorted());
  });

  test('has a comment above every setting', () => {
    const bare = settingNames.filter((name) => !new RegExp(`^#.+\\n${name}:`, 'm').test(text));
    expect(bare).toEqual([]);
  });

  test('names every group and every offer', () => {
    for (const name of [...Object.keys(groups), ...offerable])
      expect(text).toMatch(new RegExp(`^#.*\\b${name}\\b`, 'm'));
  });

  test('is accepted as it is', async () => {
    const config = join(folder, 'samlab-check.yaml');
    copyFileSync(example, config);
    writeFileSync(join(folder, 'known-failures.yaml'), '- {id: cond-expired, reason: Ticket 7}\n');
    mkdirSync(join(folder, 'saml-cases'));
    writeFileSync(join(folder, 'saml-cases', 'kept.json'), writeCaseFile(ownCase));
    const { certificate } = await makeSigningCertificate({ notBefore: new Date() });
    writeFileSync(join(folder, 'authority.pem'), toPem(certificate));
    writeFileSync(join(folder, 'earlier.json'), JSON.stringify(everyVerdict()));
    const options = readCheckOptions({ config }, []);
    expect(options.ca).toHaveLength(1);
    expect(options).toMatchObject({ settingsFile: config, nameId: 'B.Simon@contoso.com' });
    expect(options.baseline).toHaveLength(1);
    expect(options.ownCases.map(({ id }) => id)).toEqual(['own-audience']);
    expect(options.earlier?.file).toBe(join(folder, 'earlier.json'));
    expect(options.reports).toHaveLength(4);
  });
});

describe('the table of settings', () => {
  test('gives the command an option for each, apart from those for the file only', () => {
    const options = checkArguments().options.map(({ long }) => long?.replace('--', ''));
    expect(options.filter((name) => settingNames.some((each) => each === name))).toEqual(
      settingNames.filter((name) => !fileOnlyNames.includes(name)),
    );
  });

  test('has a help text with every offer that there is', () => {
    for (const offer of offerable) expect(settings.offers.help).toContain(offer);
  });

  test('help names what only the file can set', () => {
    let help = '';
    checkArguments()
      .configureOutput({ writeOut: (text) => (help += text) })
      .outputHelp();
    for (const name of fileOnlyNames) expect(help).toContain(name);
    expect(help).not.toContain(`--${fileOnlyNames[0]}`);
  });
});

describe('a wrong settings file', () => {
  test.each([
    ['whomai: x', '"whomai" is not a setting; did you mean "whoami"?'],
    ['zzzz: x', `"zzzz" is not a setting. The settings are ${settingNames.join(', ')}.`],
    ['toString: x', expect.stringMatching(/^"toString" is not a setting/)],
    ['browser: maybe', '"browser" must be true or false.'],
    ['concurrency: 1.5', '"concurrency" must be a whole number.'],
    ['success: 200', '"success" must be text.'],
    ['group: [1]', '"group" must be text or a list of texts.'],
    ['claims: [a]', '"claims" must be a map from claim names to a text or a list of texts.'],
    ['- a', 'write each setting as "name: value", for example "whoami: http://localhost:3000/me".'],
  ])('%j', (text, sentence) => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, text);
    const faults: string[] = [];
    expect(readSettingsFile(file, faults).settings).toEqual({});
    expect(faults.map((fault) => fault.replace(`In the settings file ${file}, `, ''))).toEqual([
      sentence,
    ]);
  });
});

test.each([
  [
    'UTF-16 with a byte order mark, as PowerShell writes it',
    (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  ],
  ['UTF-16 without one', (text: string) => Buffer.from(text, 'utf16le')],
  ['UTF-8 with a byte order mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
])('a settings file may be %s', (_, encoded) => {
  const config = join(folder, 'encoded.yaml');
  writeFileSync(config, encoded('# Täst\r\nwhoami: http://localhost:3000/me\r\n'));
  const faults: string[] = [];
  expect(readSettingsFile(config, faults).settings).toEqual({ whoami: 'http://localhost:3000/me' });
  expect(faults).toEqual([]);
});
