import { expect, test } from 'vitest';
import { fieldFaults } from './field-faults.ts';

test('moves each fault to its form field and keeps positions in lists', () => {
  const rest = { code: 'c', message: 'm' };
  const faults = ['replyUrls.1', 'userPrincipalName', 'notes', ''].map((property) => ({
    property,
    ...rest,
  }));
  const fields = { replyUrls: 'reply', userPrincipalName: 'userName' };
  expect(fieldFaults(faults, fields)).toEqual(
    ['reply.1', 'userName', 'notes', ''].map((field) => ({ field, ...rest })),
  );
});
