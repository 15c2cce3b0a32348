import { quote } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/**
 * SAML Core 2.2.2: the qualifiers name the domain in which a NameID is unique; left out, they are the identity provider and this service
 * provider (8.3.7). A name from another domain can belong to somebody else, so it identifies no employee.
 */
export const nameQualifiers: Check<AssertionSubject> = {
  name: 'name_qualifiers',
  title: 'The NameID is a name that the identity provider gave for this application',
  fault: 'The NameID is qualified as a name of another domain',
  clause: 'SAML Core 2.2.2, 8.3.7',
  whatToDo:
    'Configure the identity provider to leave NameQualifier and SPNameQualifier out of the NameID, or to send the entity IDs of both sides.',
  run: ({ assertion: { nameID }, rules: { idpEntityId, entityId } }) => {
    const { nameQualifier, spNameQualifier } = nameID ?? {};
    const isOurs = (found: string | undefined, own: string) => found === undefined || found === own;
    return {
      passed: isOurs(nameQualifier, idpEntityId) && isOurs(spNameQualifier, entityId),
      expected: `no NameQualifier, or ${idpEntityId}; no SPNameQualifier, or ${entityId}`,
      found: `NameQualifier ${quote(nameQualifier)}, SPNameQualifier ${quote(spNameQualifier)}`,
    };
  },
};
