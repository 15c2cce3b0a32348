import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { toPem } from '../../certs/certificate.ts';
import { makeSigningCertificate } from '../../certs/signing-certificate.ts';
import { dropInGiven, ignoredVariables } from './drop-in-options.ts';

const env = {
  SIMPLESAMLPHP_SP_ENTITY_ID: 'http://app.example.com',
  SIMPLESAMLPHP_SP_ASSERTION_CONSUMER_SERVICE: 'http://localhost/acs',
};
const dropIn = 'test-saml-idp';
const folder = mkdtempSync(join(tmpdir(), 'samlab-drop-in-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function faultsOf(given: Parameters<typeof dropInGiven>[0], variables: object = env): string[] {
  const faults: string[] = [];
  dropInGiven(given, { ...variables }, faults);
  return faults;
}

test('reads the variables of the image', () => {
  const faults: string[] = [];
  const slo = { SIMPLESAMLPHP_SP_SINGLE_LOGOUT_SERVICE: 'http://localhost/slo' };
  expect(dropInGiven({ dropIn }, { ...env, ...slo }, faults)).toEqual({
    name: 'test-saml-idp',
    ...{ port: 8080, httpsPort: 8443 },
    serviceProvider: {
      entityId: 'http://app.example.com',
      assertionConsumerService: 'http://localhost/acs',
      singleLogoutService: 'http://localhost/slo',
    },
    users: undefined,
  });
  expect(faults).toEqual([]);
  expect(dropInGiven({}, env, faults)).toBeUndefined();
});

test('says one sentence for each variable that is missing or wrong', () => {
  expect(faultsOf({ dropIn }, {})).toEqual([
    '--drop-in needs the variable SIMPLESAMLPHP_SP_ENTITY_ID: the entity ID of your service provider.',
    '--drop-in needs the variable SIMPLESAMLPHP_SP_ASSERTION_CONSUMER_SERVICE: the URL of your service provider that Responses are posted to.',
  ]);
  const wrong = {
    ...env,
    SIMPLESAMLPHP_SP_ASSERTION_CONSUMER_SERVICE: 'localhost/acs',
    SIMPLESAMLPHP_SP_SINGLE_LOGOUT_SERVICE: 'javascript:x',
  };
  expect(faultsOf({ dropIn }, wrong)).toEqual([
    'The variable SIMPLESAMLPHP_SP_ASSERTION_CONSUMER_SERVICE must be an http or https URL, not "localhost/acs".',
    'The variable SIMPLESAMLPHP_SP_SINGLE_LOGOUT_SERVICE must be an http or https URL, not "javascript:x".',
  ]);
});

test('says what is wrong with its options', () => {
  expect(faultsOf({ dropIn: 'keycloak' })).toEqual([
    '--drop-in must be test-saml-idp, the one program that it can replace, not "keycloak".',
  ]);
  expect(faultsOf({ dropIn, dropInPort: '70000' })).toEqual([
    '--drop-in-port must be a number from 0 (any free port) to 65535, not "70000".',
  ]);
  expect(faultsOf({ dropIn, dropInHttpsPort: 'x' })).toEqual([
    '--drop-in-https-port must be a number from 0 (any free port) to 65535, not "x".',
  ]);
  expect(faultsOf({ dropInPort: '8080', dropInHttpsPort: '1', dropInUsers: 'x' })).toEqual([
    '--drop-in-port needs --drop-in test-saml-idp.',
    '--drop-in-https-port needs --drop-in test-saml-idp.',
    '--drop-in-users needs --drop-in test-saml-idp.',
  ]);
  expect(faultsOf({ dropIn, dropInUsers: '/nowhere/x.php' })).toEqual([
    'The file /nowhere/x.php cannot be read (ENOENT). Name another with --drop-in-users.',
  ]);
});

test('takes the users of a file, and says in which line it cannot', () => {
  const file = join(folder, 'authsources.php');
  const users = (text: string) =>
    writeFileSync(
      file,
      `<?php\n$config = array('example-userpass' => array(\n'exampleauth:UserPass',\n${text}));`,
    );
  users("'ada:pass' => array('email' => 'ada@example.com')");
  const faults: string[] = [];
  expect(dropInGiven({ dropIn, dropInUsers: file }, env, faults)?.users).toEqual([
    { userName: 'ada', password: 'pass', attributes: { email: ['ada@example.com'] } },
  ]);
  users("'ada:pass' => attributes()");
  expect(faultsOf({ dropIn, dropInUsers: file })).toEqual([
    `The users in ${file} cannot be read: line 4: only text, numbers and arrays are read here, not "attributes".`,
  ]);
  users('');
  expect(faultsOf({ dropIn, dropInUsers: file })).toEqual([
    `The users in ${file} cannot be used. The source "example-userpass" has no users.`,
  ]);
});

describe('files that are mounted over those of the image', () => {
  const mounted = join(folder, 'simplesamlphp');
  const mount = (name: string, text: string) => {
    mkdirSync(join(mounted, name, '..'), { recursive: true });
    writeFileSync(join(mounted, name), text);
  };
  afterEach(() => rmSync(mounted, { recursive: true, force: true }));
  const given = () => {
    const faults: string[] = [];
    return { options: dropInGiven({ dropIn }, env, faults, mounted), faults };
  };

  test.each([
    ['metadata/saml20-sp-remote.php', 'it knows the one service provider of the variables'],
    ['metadata/saml20-idp-hosted.php', 'it signs and names users as the image does'],
    ['metadata/saml20-idp-remote.php', 'it hands no sign-in on'],
    ['config/config.php', 'it has the settings that the image has'],
  ])('%s is not read, which the start says', (name, why) => {
    expect(given().faults).toEqual([]);
    mount(name, '<?php');
    expect(given().faults).toEqual([expect.stringContaining(why)]);
    expect(given().faults[0]).toContain(`The file ${mounted}/${name} is mounted`);
  });

  test('a certificate with its key is used; half a pair, another key and text are named', async () => {
    const pair = async () => {
      const made = await makeSigningCertificate({ subject: 'CN=mine', notBefore: new Date() });
      const key = made.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      return { certificate: toPem(made.certificate), privateKey: key };
    };
    const [mine, other] = [await pair(), await pair()];
    mount('cert/server.crt', mine.certificate);
    expect(given().faults).toEqual([expect.stringContaining('and not its other half')]);
    mount('cert/server.pem', mine.privateKey);
    expect(given()).toMatchObject({ faults: [], options: { key: mine } });
    mount('cert/server.pem', other.privateKey);
    expect(given().faults).toEqual([
      expect.stringContaining('has a private key that is not that of the certificate.'),
    ]);
    mount('cert/server.pem', 'nothing');
    expect(given().faults).toEqual([
      expect.stringContaining('has no certificate and private key, in PEM form'),
    ]);
  });
});

test('names the variables of other images, and not those of pages that it has not', () => {
  const other = { SIMPLESAMLPHP_SP_NAME_ID_FORMAT: 'x', SIMPLESAMLPHP_SECRET_SALT: 'salt' };
  expect(ignoredVariables({ ...env, ...other })).toEqual([
    'The variable SIMPLESAMLPHP_SP_NAME_ID_FORMAT is not one of test-saml-idp, and has no effect.',
  ]);
});
