import { confirmationMethod } from '../../saml/names.ts';
import type { CatalogueCase } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { signedAfter, withConfirmation } from '../proto/change.ts';
import { changeAttribute } from '../xml-text.ts';

export const method: CatalogueCase = {
  id: 'cond-method',
  group: 'cond',
  title: 'A SubjectConfirmation that is not bearer',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.2', 'CVE-2020-5268'],
  risk: 'An Assertion issued for another purpose, such as a web service call, opens a session.',
  fix: 'Require a SubjectConfirmation with the bearer method, and apply the bearer rules to that one.',
  runs: [
    {
      title: 'holder-of-key',
      message: signedAfter((honest) =>
        withConfirmation(honest, {}, confirmationMethod.holderOfKey),
      ),
      check: 'bearer',
    },
    {
      title: 'sender-vouches',
      message: signedAfter((honest) =>
        withConfirmation(honest, {}, confirmationMethod.senderVouches),
      ),
      check: 'bearer',
    },
    {
      title: 'no Method',
      message: signedAfter((honest) => {
        const { confirmations } = honest.assertion;
        return withAssertion(honest, {
          confirmations: changeAttribute(confirmations, 'SubjectConfirmation', 'Method', undefined),
        });
      }),
      check: ['schema', 'bearer'],
    },
    {
      title: 'no SubjectConfirmation',
      message: signedAfter((honest) => withAssertion(honest, { confirmations: '' })),
      check: 'bearer',
    },
  ],
};
