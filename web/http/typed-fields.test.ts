import { expect, test } from 'vitest';
import { typedFields } from './typed-fields.ts';

test('a control gets the name, the value and the error of its field', () => {
  const form = { mail: 'no address', surname: 'Simon', accountEnabled: true };
  const errors: Partial<Record<string, string>> = { mail: 'Enter an address.' };
  const field = typedFields(form, (name) => errors[name]);
  expect(field('mail')).toEqual({ name: 'mail', value: 'no address', error: 'Enter an address.' });
  expect(field('surname')).toEqual({ name: 'surname', value: 'Simon', error: undefined });
});
