import type { CatalogueCase, Run } from '../case.ts';
import { withAssertion, withResponse } from '../change-spec.ts';
import { signedAfter } from './change.ts';

const versions = ['1.1', '2.1', '3.0', undefined];

/** A service provider may process a higher minor version than its own. */
const minor = {
  verdict: 'policy',
  basis: ['SAML Core 4.1.2', 'SAML Core 4.1.3.2'],
  risk: 'Refusing a later minor version ends sign-in on the day an identity provider sends it; accepting it reads it by the rules of 2.0.',
  fix: 'Decide whether to accept a later minor version, and document the decision.',
} as const;

const runs = versions.flatMap((version): Run[] => [
  {
    title: `Response, ${version ?? 'no Version'}`,
    ...(version === '2.1' && minor),
    message: signedAfter((honest) => withResponse(honest, { version })),
    check: version === undefined ? ['schema', 'version'] : 'version',
  },
  {
    title: `Assertion, ${version ?? 'no Version'}`,
    ...(version === '2.1' && minor),
    message: signedAfter((honest) => withAssertion(honest, { version })),
    check: version === undefined ? ['schema', 'assertion_version'] : 'assertion_version',
  },
]);

export const version: CatalogueCase = {
  id: 'proto-version',
  group: 'proto',
  title: 'Another SAML Version, or none',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 2.3.3', 'SAML Core 3.2.2', 'SAML Core 4.1.2', 'SAML Core 4.1.3.2'],
  risk: 'A message in another version of SAML is read by the rules of SAML 2.0.',
  fix: 'Require exactly Version 2.0 on the Response and the Assertion.',
  runs,
};
