import { nameIdFormat } from '../../../saml/names.ts';
import { advise, quote } from '../../checking/show-value.ts';
import type { Check, MessageSubject } from './check.ts';

/**
 * SAML Profiles 4.4.4.1, 4.4.4.2: the message names its sender, which is the identity provider of the company. Entra's documented
 * LogoutResponse has another name of the same tenant than its assertions (entra-saml.md 4), so a LogoutResponse may have either.
 */
export const issuer: Check<MessageSubject> = {
  name: 'issuer',
  title: 'The message comes from the identity provider of this company',
  fault: 'The message comes from another identity provider',
  clause: 'SAML Profiles 4.4.4.1, 4.4.4.2',
  whatToDo:
    'Under Integrations > Single Sign-On, enter the entity ID of the identity provider (Microsoft Entra Identifier) exactly as it sends it.',
  run: ({ message, rules: { idpEntityId } }) => {
    const { kind, issuer: sent, issuerFormat } = message;
    const names = [idpEntityId, ...(kind === 'LogoutResponse' ? otherEntraName(idpEntityId) : [])];
    const formatFits = issuerFormat === undefined || issuerFormat === nameIdFormat.entity;
    return {
      passed: sent !== undefined && names.includes(sent) && formatFits,
      expected: names.join(' or '),
      found: formatFits ? quote(sent) : `${quote(sent)} with Format ${quote(issuerFormat)}`,
      whatToDo: advise(idpEntityId, sent, issuer.whatToDo),
    };
  },
};

/** `https://sts.windows.net/{tenant}/` is also called `https://login.microsoftonline.com/{tenant}/`. */
function otherEntraName(idpEntityId: string): string[] {
  const tenant = /^https:\/\/sts\.windows\.net\/([^/]+)\/$/.exec(idpEntityId)?.[1];
  return tenant === undefined ? [] : [`https://login.microsoftonline.com/${tenant}/`];
}
