import { expect, test } from 'vitest';
import { emailAddress } from './email-address.ts';

test.each(['ops@contoso.com', "o'hara+sso@contoso.com", 'jö@bücher.example', 'a@b'])(
  'one address: %s',
  (text) => {
    expect(text).toMatch(emailAddress);
  },
);

test.each([
  ['a list', 'a@contoso.com;b@contoso.com'],
  ['another list', 'a@contoso.com,b@contoso.com'],
  ['a group', 'team:a@contoso.com'],
  ['a comment', '(ops)a@contoso.com'],
  ['a quoted name', '"ops"@contoso.com'],
  ['a name before it', 'ops<a@contoso.com>'],
  ['a second header', 'a@contoso.com\r\nBcc: b@contoso.com'],
  ['a control character', 'a\u0000@contoso.com'],
  ['two signs', 'a@b@contoso.com'],
  ['no sign', 'contoso.com'],
  ['65 characters before the sign', `${'a'.repeat(65)}@contoso.com`],
  ['255 characters', `a@${'b'.repeat(253)}`],
])('no address, or more than one: %s', (_, text) => {
  expect(text).not.toMatch(emailAddress);
});
