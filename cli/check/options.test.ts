import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { allCaseIds, allCases, caseIds } from '../../catalogue/index.ts';
import { ArgumentFaults } from '../faults.ts';
import { type CheckArguments, checkArguments } from './arguments.ts';
import { readCheckOptions } from './options.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-check-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const read = (given: CheckArguments, rest: string[] = []) => readCheckOptions(given, rest);

function faultsOf(given: CheckArguments, rest: string[] = []): readonly string[] {
  try {
    read(given, rest);
  } catch (error) {
    if (error instanceof ArgumentFaults) return error.faults;
    throw error;
  }
  return [];
}

const target: CheckArguments = {
  spMetadata: 'http://localhost:3000/metadata',
  loginUrl: 'http://localhost:3000/login',
  whoami: 'http://localhost:3000/me',
};

test('URLs that only the settings file can set are checked like the others', () => {
  const config = (text: string) => ({ ...target, config: file('urls.yaml', text) });
  expect(faultsOf(config('force-authn-login-url: nowhere'))).toEqual([
    expect.stringContaining('force-authn-login-url must be an http or https URL'),
  ]);
  expect(faultsOf(config('authn-context-login-url: https://sp.example.test/'))).toEqual([
    expect.stringContaining('--target-is-mine'),
  ]);
  const url = 'http://localhost:3000/login?force';
  expect(read(config(`force-authn-login-url: ${url}`)).foreign?.loginUrls).toEqual({
    forceAuthn: url,
  });
});

describe('samlab check', () => {
  test("runs every case against samlab's own service provider by default", () => {
    const options = read({});
    expect(options).toMatchObject({ foreign: undefined, concurrency: 8, browser: false });
    expect(options.caseIds).toEqual(allCaseIds);
    expect(read({ browser: true })).toMatchObject({ concurrency: 4, browser: true });
  });

  test('reads everything about the user’s service provider', () => {
    expect(
      read({ ...target, success: '/email', group: 'xsw,sig', case: 'ok-no-keyinfo' }),
    ).toMatchObject({
      foreign: {
        metadata: target.spMetadata,
        loginUrl: target.loginUrl,
        whoamiUrl: target.whoami,
        success: { kind: 'pointer', pointer: '/email' },
      },
      nameId: 'B.Simon@contoso.com',
      concurrency: 4,
    });
    const { caseIds: chosen } = read({ group: 'xsw,sig', case: 'ok-no-keyinfo' });
    expect(chosen).toEqual(['ok-no-keyinfo', ...caseIds.sig, ...caseIds.xsw]);
  });

  test('chooses the cases about a CVE, of runs too, beside those of --group and --case', () => {
    const about = (cve: string) => read({ cve }).caseIds;
    expect(about('cve-2025-47949,CVE-2020-5268')).toEqual(
      allCases
        .filter(({ basis, runs }) =>
          /CVE-2025-47949|CVE-2020-5268/.test([basis, ...runs.map((run) => run.basis)].join()),
        )
        .map(({ id }) => id),
    );
    expect(about('CVE-2020-5268').length).toBeGreaterThan(0);
    expect(about('CVE-2017-11428')).toEqual(['xml-comment-nameid']);
    expect(read({ cve: 'CVE-2020-5268', case: 'ok-no-keyinfo', group: 'slo' }).caseIds).toEqual(
      allCaseIds.filter(
        (id) =>
          id === 'ok-no-keyinfo' || caseIds.slo.includes(id) || about('CVE-2020-5268').includes(id),
      ),
    );
  });

  test('takes a list in parts', () => {
    const command = checkArguments().parse(
      [
        '--cve',
        'CVE-2020-5268',
        '--cve',
        'CVE-2024-45409',
        '--case',
        'xsw1',
        '--case',
        'xsw2,xsw3',
      ],
      { from: 'user' },
    );
    expect(command.opts()).toMatchObject({
      cve: 'CVE-2020-5268,CVE-2024-45409',
      case: 'xsw1,xsw2,xsw3',
    });
  });

  test.each<[CheckArguments, RegExp]>([
    [
      { spMetadata: 'http://localhost/m', whoami: 'http://localhost/me' },
      /--login-url is missing.*--unsolicited/,
    ],
    [{ spMetadata: 'http://localhost/m', loginUrl: 'http://localhost/l' }, /--whoami is missing/],
    [{ loginUrl: 'http://localhost/l' }, /--login-url needs --sp-metadata/],
    [{ unsolicited: true }, /--unsolicited needs --sp-metadata/],
    [{ ...target, unsolicited: true }, /--unsolicited and --login-url exclude each other/],
    [{ ...target, whoami: 'me' }, /--whoami must be an http or https URL, not "me"/],
    [
      { ...target, loginUrl: 'https://sp.example.test/l' },
      /sp\.example\.test is not on this machine.*--target-is-mine/,
    ],
    [{ ...target, spMetadata: './nothing.xml' }, /no file .\/nothing.xml/],
    [{ case: 'xsw33' }, /no case "xsw33"; did you mean "xsw3"\?/],
    [{ case: 'zzzzzz' }, /no case "zzzzzz"\.$/],
    [{ group: 'xws' }, /no group "xws"; the groups are ok, sig/],
    [
      { cve: 'cve-2024-45408' },
      /^No case is about "CVE-2024-45408"; there are cases about CVE-2024-45409, .*CVE-2018-7340/,
    ],
    [{ concurrency: '0' }, /--concurrency must be a number from 1 to 64/],
    [{ report: 'check.html' }, /--report must be kind:file/],
    [{ report: 'pdf:x' }, /--report must be kind:file/],
    [{ report: 'html:package.json/x.html' }, /cannot be written: .*package\.json is not a folder/],
    [{ report: `html:${tmpdir()}` }, /cannot be written: it is a folder/],
    [{ baseline: '/no/such/file' }, /baseline \/no\/such\/file cannot be read \(ENOENT\)/],
    [{ compare: '/no/such/file' }, /report \/no\/such\/file cannot be read \(ENOENT\).*--compare/],
    [{ compare: 'package.json' }, /package\.json cannot be compared: it is not a JSON report/],
    [{ ca: '/no/such/file' }, /no file \/no\/such\/file.*--ca/],
    [{ ca: 'package.json' }, /package\.json of --ca has no certificate/],
    [{ config: '/no/such/file' }, /no settings file \/no\/such\/file/],
  ])('refuses %j', (given, sentence) => {
    expect(faultsOf(given)).toEqual([expect.stringMatching(sentence)]);
    expect(faultsOf(target)).toEqual([]);
  });

  test('accepts a target on another machine with --target-is-mine', () => {
    const far = { ...target, loginUrl: 'https://sp.example.test/l', targetIsMine: true };
    expect(read(far).isMine).toBe(true);
  });

  test('refuses a baseline that names unknown cases', () => {
    const baseline = file('baseline.yaml', '- {id: xsw3, reason: a}\n- {id: nope, reason: b}\n');
    expect(faultsOf({ baseline })).toEqual([
      expect.stringContaining('"nope", which does not exist'),
    ]);
  });

  test('reports every fault at once', () => {
    const given = { ...target, whoami: 'me', group: 'nope', case: 'nope-nope', concurrency: 'x' };
    expect(faultsOf(given, ['--brwoser'])).toHaveLength(5);
  });
});

describe('the settings file', () => {
  test('has the names of the options; an argument overrides it; paths are relative to it', () => {
    const baseline = file('known.json', '[]');
    const config = file(
      'samlab-check.yaml',
      `sp-metadata: http://localhost:3000/metadata
login-url: http://localhost:3000/login
whoami: http://localhost:3000/me
success: status
group: [xsw]
baseline: ${baseline.replace(`${folder}/`, '')}
report: [html:check.html]
name-id: someone@example.test
claims: { mail: someone@example.test, groups: [a, b] }
offers: [second-signing-key]
concurrency: 2
`,
    );
    const options = read({ config, concurrency: '8' });
    expect(options).toMatchObject({
      foreign: { success: { kind: 'status' } },
      nameId: 'someone@example.test',
      concurrency: 8,
      offers: ['second-signing-key'],
      reports: [{ kind: 'html', file: join(folder, 'check.html') }],
      claims: [
        { name: 'mail', values: ['someone@example.test'] },
        { name: 'groups', values: ['a', 'b'] },
      ],
    });
    expect(options.caseIds).toEqual(caseIds.xsw);
  });

  test.each([
    ['whomai: x', /"whomai" is not a setting/],
    ['offers: [everything]', /--offers accepts only second-signing-key.*not "everything"/],
    ['a: [', /is not YAML/],
  ])('refuses %j', (text, sentence) => {
    expect(faultsOf({ config: file('bad.yaml', text) })).toContainEqual(
      expect.stringMatching(sentence),
    );
  });
});

describe('options that only a check of your own service provider reads', () => {
  const theirs = [
    ['name-id', 'tester'],
    ['name-id-format', 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
    ['claims', '{ department: Sales }'],
    ['offers', '[second-idp]'],
    ['relay-state', '/inbox'],
    ['force-authn-login-url', 'http://localhost:1/'],
    ['authn-context-login-url', 'http://localhost:1/'],
    ['logout-url', 'http://localhost:1/'],
  ] as const;

  test.each(theirs)('%s is refused without one', (name, value) => {
    const faults = (more: string) =>
      faultsOf({ config: file(`${name}.yaml`, `${name}: ${value}\n${more}`) }).filter((fault) =>
        fault.includes("has no effect on samlab's own service provider"),
      );
    expect(faults('')).toHaveLength(1);
    expect(faults('sp-metadata: http://localhost:1/\n')).toEqual([]); // control
  });
});
