import { nameIdFormat } from '../../../saml/names.ts';
import { advise, quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Profiles 4.1.4.2: the Assertion's Issuer is the identity provider's entity ID; its Format is absent or entity. */
export const issuer: Check<AssertionSubject> = {
  name: 'issuer',
  title: 'The assertion was issued by the identity provider of this company',
  fault: 'The assertion was issued by another identity provider',
  clause: 'SAML Core 2.3.3; SAML Profiles 4.1.4.2',
  whatToDo:
    'Under Integrations > Single Sign-On, enter the entity ID of the identity provider (Microsoft Entra Identifier) exactly as it sends it.',
  run: ({ assertion, rules: { idpEntityId } }) => {
    const format = assertion.issuerFormat;
    const formatFits = format === undefined || format === nameIdFormat.entity;
    const found = quote(assertion.issuer);
    return {
      passed: assertion.issuer === idpEntityId && formatFits,
      expected: idpEntityId,
      found: formatFits ? found : `${found} with Format ${quote(format)}`,
      whatToDo: advise(idpEntityId, assertion.issuer, issuer.whatToDo),
    };
  },
};
