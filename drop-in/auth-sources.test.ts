import { describe, expect, test } from 'vitest';
import { readAuthSources } from './auth-sources.ts';

const source = (users: string) => `<?php
/* users
   of a test */
$config = array(
    'admin' => array('core:AdminPassword'), // not a user
    'example-userpass' => array(
        'exampleauth:UserPass',
        ${users}
    ),
);
`;

test('reads users with one value, several and none, in both notations of PHP', () => {
  const users = readAuthSources(
    source(`
      'user1:user1pass' => array('uid' => array('1'), 'group' => ['a', "b"], 'email' => 'x@example.com',),
      # another
      "o'brien:pa:ss\\n" => ['name' => 'O\\'Brien', 'number' => 7, 'gone' => null],`),
  );
  expect(users).toEqual([
    {
      userName: 'user1',
      password: 'user1pass',
      attributes: { uid: ['1'], group: ['a', 'b'], email: ['x@example.com'] },
    },
    {
      userName: "o'brien",
      password: 'pa:ss\n',
      attributes: { name: ["O'Brien"], number: ['7'], gone: [''] },
    },
  ]);
});

describe('says in which line', () => {
  test.each([
    [
      "'user1:x' => array('uid' => getenv('UID')),",
      'line 8: only text, numbers and arrays are read here, not "getenv"',
    ],
    ["'user1:x' => array('uid' => 'a' . 'b'),", 'line 8: ")" was expected, not "."'],
    [
      `'user1:x' => array('uid' => "$name"),`,
      'line 8: only text, numbers and arrays are read here, not """',
    ],
  ])('%s cannot be read', (users, fault) => {
    const read = () => readAuthSources(source(users));
    expect(read).toThrow(
      expect.objectContaining({ line: 8, message: fault.slice('line 8: '.length) }),
    );
  });
});

test.each([
  ['', 'has no users'],
  ["'user1' => array(),", 'must be written as'],
  ["'user1:x' => 'y',", 'must have an array of attributes'],
])('says what is wrong with the users %s', (users, sentence) => {
  expect(() => readAuthSources(source(users))).toThrow(sentence);
});

test('takes text for what it is, whatever it contains', () => {
  const [user] = readAuthSources(
    source("'array:)' => array('[' => 'true', ';' => '=>', '' => '//'),"),
  );
  const attributes = { '[': ['true'], ';': ['=>'], '': ['//'] };
  expect(user).toEqual({ userName: 'array', password: ')', attributes });
});

test('says when there is no such variable, and when the array does not end', () => {
  expect(() => readAuthSources('<?php $other = array();')).toThrow('there is no "$config');
  expect(() => readAuthSources("<?php $config = array('a' => array(")).toThrow(
    'the end of the file',
  );
  expect(() => readAuthSources(`<?php $config = ${'['.repeat(50)}`)).toThrow('nested more than 20');
  expect(() => readAuthSources("<?php $config = array('a' => array('saml:SP'));")).toThrow(
    'There is no source "example-userpass"',
  );
});
