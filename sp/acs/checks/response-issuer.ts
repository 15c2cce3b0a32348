import { nameIdFormat } from '../../../saml/names.ts';
import { advise, quote } from '../../checking/show-value.ts';
import type { Check, EnvelopeSubject } from './check.ts';

/** SAML Profiles 4.1.4.2 (E17): an Issuer of the Response, if present, is the identity provider's entity ID. */
export const responseIssuer: Check<EnvelopeSubject> = {
  name: 'response_issuer',
  title: 'The Response comes from the identity provider of this company',
  fault: 'The Response comes from another identity provider',
  clause: 'SAML Profiles 4.1.4.2',
  whatToDo:
    'Under Integrations > Single Sign-On, enter the entity ID (Microsoft Entra Identifier) of the tenant that people sign in to.',
  run: ({ envelope, rules: { idpEntityId } }) => {
    const { issuer, issuerFormat } = envelope;
    const formatFits = issuerFormat === undefined || issuerFormat === nameIdFormat.entity;
    return {
      passed: issuer === undefined || (issuer === idpEntityId && formatFits),
      expected: idpEntityId,
      found: formatFits
        ? issuer === undefined
          ? 'no Issuer in the Response'
          : quote(issuer)
        : `${quote(issuer)} with Format ${quote(issuerFormat)}`,
      whatToDo: advise(idpEntityId, issuer, responseIssuer.whatToDo),
    };
  },
};
