import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Profiles 4.1.4.2: the assertion names a person; we identify people by the NameID, never by an attribute. */
export const nameId: Check<AssertionSubject> = {
  name: 'name_id',
  title: 'The assertion names a person',
  fault: 'The assertion does not name a person',
  clause: 'SAML Core 2.4.1; SAML Profiles 4.1.4.2',
  whatToDo:
    'Configure the identity provider to send a NameID: under Attributes & Claims, Unique User Identifier (Name ID).',
  run: ({ assertion: { nameID } }) => ({
    passed: nameID !== undefined && nameID.value.trim() !== '',
    expected: 'a NameID',
    found: quote(nameID?.value),
  }),
};
