import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
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
    port: 8080,
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
  expect(faultsOf({ dropInPort: '8080', dropInUsers: 'x' })).toEqual([
    '--drop-in-port needs --drop-in test-saml-idp.',
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

test('names the variables of other images, and not those of pages that it has not', () => {
  const other = { SIMPLESAMLPHP_SP_NAME_ID_FORMAT: 'x', SIMPLESAMLPHP_SECRET_SALT: 'salt' };
  expect(ignoredVariables({ ...env, ...other })).toEqual([
    'The variable SIMPLESAMLPHP_SP_NAME_ID_FORMAT is not one of test-saml-idp, and has no effect.',
  ]);
});
