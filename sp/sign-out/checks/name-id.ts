import { quote } from '../../checking/show-value.ts';
import type { Check, RequestSubject } from './check.ts';

/** SAML Core 3.7.1: the request names a person; we identify people by the unencrypted NameID only. */
export const nameId: Check<RequestSubject> = {
  name: 'name_id',
  title: 'The request names a person',
  fault: 'The request does not name a person that could be looked up',
  clause: 'SAML Core 3.7.1; SAML Profiles 4.4.4.1',
  whatToDo: 'Configure the identity provider to send the NameID of the sign-in, not encrypted.',
  run: ({ message: { nameID } }) => ({
    passed: nameID !== undefined && nameID.value !== '',
    expected: 'a NameID',
    found: quote(nameID?.value),
  }),
};
