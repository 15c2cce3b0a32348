import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ArgumentFaults } from '../../faults.ts';
import type { CheckArguments } from '../arguments.ts';
import { readCheckOptions } from '../options.ts';
import { readScimOptions } from './options.ts';

const folder = mkdtempSync(join(tmpdir(), 'samlab-scim-options-'));
afterAll(() => rmSync(folder, { recursive: true }));
const tokenFile = join(folder, 'token.txt');
writeFileSync(tokenFile, 'not-a-real-token\n');
const emptyFile = join(folder, 'empty.txt');
writeFileSync(emptyFile, '\n');

const good: CheckArguments = { scim: 'http://localhost:4200/scim/v2', tokenFile };

function faultsOf(given: CheckArguments): readonly string[] {
  try {
    readScimOptions(given, []);
    return [];
  } catch (error) {
    if (error instanceof ArgumentFaults) return error.faults;
    throw error;
  }
}

test('the defaults', () => {
  const options = readScimOptions(good, []);
  expect(options).toMatchObject({
    tenantUrl: { base: 'http://localhost:4200/scim/v2' },
    token: 'not-a-real-token',
    dialects: 'both',
    match: 'userName',
    groups: 'auto',
    domain: 'example.com',
    rate: false,
    signIn: undefined,
    concurrency: 4,
  });
  expect(options.cases).toHaveLength(114);
});

test('cases are chosen by group and id, and left out', () => {
  const ids = ({ cases }: ReturnType<typeof readScimOptions>) => cases.map(({ id }) => id);
  const chosen = readScimOptions({ ...good, group: 'restore,paging', case: 'lif-55' }, []);
  expect(ids(chosen)).toEqual(['LIF-55', 'LIF-58', 'PAG-77', 'PAG-78', 'PAG-79']);
  const left = readScimOptions({ ...good, group: 'paging', skip: 'PAG-77' }, []);
  expect(ids(left)).toEqual(['PAG-78', 'PAG-79']);
});

test('client credentials replace the token, and are for an endpoint that keeps them secret', () => {
  const { tokenFile: _, ...bare } = good;
  const client = {
    tokenEndpoint: 'https://login.example.com/token',
    clientId: 'entra',
    clientSecretFile: tokenFile,
  };
  expect(readScimOptions({ ...bare, ...client, tokenScope: 'scim' }, [])).toMatchObject({
    token: '',
    client: {
      request: { clientId: 'entra', scope: 'scim' },
      secret: { secret: 'not-a-real-token', location: 'Header' },
    },
  });
  expect(readScimOptions({ ...good, ...client, credentialLocation: 'body' }, [])).toMatchObject({
    token: 'not-a-real-token',
    client: { secret: { location: 'Body' } },
  });
  const { tokenEndpoint, clientId, clientSecretFile } = client;
  for (const [given, sentence] of [
    [{ clientId }, /need --token-endpoint/],
    [{ tokenEndpoint, clientSecretFile }, /needs --client-id/],
    [{ tokenEndpoint, clientId }, /--client-secret-file or --client-assertion-file/],
    [{ ...client, clientSecretFile: emptyFile }, /is empty/],
    [{ ...client, credentialLocation: 'both' }, /must be header or body/],
    [{ ...client, tokenEndpoint: 'http://login.example.com' }, /without TLS.*--allow-http/],
    [{ ...client, tokenEndpoint: 'login' }, /no http or https URL/],
  ] as const)
    expect(faultsOf({ ...good, ...given })).toEqual([expect.stringMatching(sentence)]);
});

test('a dry run needs no permission and no token, and knows what sending needs', () => {
  const far = { scim: 'http://example.com/scim', dryRun: true };
  const signIn = {
    spMetadata: 'https://sp.example.com/metadata',
    loginUrl: 'https://sp.example.com/login',
    whoami: 'https://sp.example.com/me',
  };
  expect(readScimOptions({ ...far, ...signIn }, []).neededToSend).toEqual([
    expect.stringMatching(/^http:\/\/example\.com is not on this machine.*--target-is-mine/),
    expect.stringMatching(/--allow-http\.$/),
    expect.stringMatching(/^The token is missing/),
    expect.stringMatching(/^https:\/\/sp\.example\.com is not on this machine/),
  ]);
  expect(readScimOptions({ ...good, dryRun: true }, []).neededToSend).toEqual([]);
  expect(faultsOf(far)).toEqual([]);
  expect(faultsOf({ ...far, dryRun: false })).toHaveLength(3);
});

describe('faults', () => {
  test.each<[string, CheckArguments, RegExp]>([
    ['no URL', { ...good, scim: 'peakon' }, /^--scim "peakon" is no http or https URL/],
    ['another machine', { ...good, scim: 'https://example.com/scim' }, /add --target-is-mine/],
    [
      'another machine without TLS',
      { ...good, scim: 'http://example.com/scim', targetIsMine: true },
      /reached without TLS.*--allow-http/,
    ],
    ['no token', { scim: 'http://localhost/scim' }, /^The token is missing: .*SAMLAB_SCIM_TOKEN/],
    ['an empty token file', { ...good, tokenFile: emptyFile }, /--token-file is empty/],
    ['no such token file', { ...good, tokenFile: `${emptyFile}.no` }, /cannot be read \(ENOENT\)/],
    ['a dialect', { ...good, dialect: 'okta' }, /^--dialect must be default, optscim or both, not/],
    ['a matching attribute', { ...good, match: 'phone' }, /^--match must be userName, mail/],
    [
      'the same token twice',
      { ...good, tokenBFile: tokenFile },
      /^The token of another tenant is the same/,
    ],
    ['an e-mail domain', { ...good, mailDomain: 'a_b@' }, /^--mail-domain must be a domain name/],
    ['groups', { ...good, groups: 'maybe' }, /^--groups must be auto, on or off, not/],
    ['a custom attribute', { ...good, customUrn: 'costCenter' }, /^--custom-urn must be the URN/],
    ['a mapping', { ...good, mapping: '/no/such.json' }, /^There is no file \/no\/such.json/],
    ['a case', { ...good, case: 'LIF-56x' }, /no case "LIF-56x".*did you mean "LIF-56"/],
    ['a group', { ...good, group: 'xsw' }, /no group "xsw" in a check of a SCIM server/],
    ['an option of sign-ins', { ...good, browser: true }, /^--browser has no effect/],
    ['a sign-in without whoami', { ...good, spMetadata: 'http://localhost/m' }, /--login-url is/],
  ])('%s', (_, given, reason) => {
    expect(faultsOf(given)).toEqual(expect.arrayContaining([expect.stringMatching(reason)]));
  });

  test('none, when all is right', () => {
    const far = { ...good, scim: 'https://example.com/scim', targetIsMine: true };
    expect(faultsOf(far)).toEqual([]);
  });

  test('an option of a SCIM server needs --scim', () => {
    expect(() => readCheckOptions({ rate: true }, [])).toThrow('--rate needs --scim');
    expect(() => readCheckOptions({ tokenBFile: 'x' }, [])).toThrow('--token-b-file needs --scim');
  });
});
