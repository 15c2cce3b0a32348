import { quote } from '../../checking/show-value.ts';
import type { Check, RequestSubject } from './check.ts';

/** SAML Core 3.7.1: the request is about somebody; we know people by the NameID alone, in clear. */
export const nameId: Check<RequestSubject> = {
  name: 'name_id',
  title: 'The request names a person',
  fault: 'The request names nobody that could be looked up',
  clause: 'SAML Core 3.7.1; SAML Profiles 4.4.4.1',
  whatToDo: 'Let the identity provider send the NameID of the sign-in, not encrypted.',
  run: ({ message: { nameID } }) => ({
    passed: nameID !== undefined && nameID.value !== '',
    expected: 'a NameID',
    found: quote(nameID?.value),
  }),
};
