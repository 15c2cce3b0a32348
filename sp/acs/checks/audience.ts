import { advise, quoteAll } from '../../checking/show-value.ts';
import type { AssertionSubject, Check } from './check.ts';

/** SAML Core 2.5.1.4 (E46): every AudienceRestriction names us. SAML Profiles 4.1.4.2: there is at least one. */
export const audience: Check<AssertionSubject> = {
  name: 'audience',
  title: 'The assertion is meant for this application',
  fault: 'The assertion is meant for another application',
  clause: 'SAML Core 2.5.1.4; SAML Profiles 4.1.4.2',
  whatToDo:
    'Enter the Entity ID shown here as Identifier (Entity ID) in the identity provider’s Basic SAML Configuration.',
  run: ({ assertion: { conditions }, rules: { entityId } }) => {
    const restrictions = conditions?.audienceRestrictions ?? [];
    const others = restrictions.filter((names) => !names.includes(entityId));
    const shown = others[0] ?? restrictions[0];
    return {
      passed: restrictions.length > 0 && others.length === 0,
      expected: entityId,
      found: shown === undefined ? 'no AudienceRestriction' : quoteAll(shown),
      whatToDo: advise(entityId, shown?.[0], audience.whatToDo),
    };
  },
};
