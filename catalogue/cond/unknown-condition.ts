import { ns } from '../../saml/names.ts';
import type { CatalogueCase } from '../case.ts';
import { withConditions } from '../change-spec.ts';
import { signedAfter } from '../proto/change.ts';

const condition = `<Condition xmlns:xsi="${ns.xsi}" xmlns:t="urn:example:conditions" xsi:type="t:OnlyOnTuesdays"/>`;

export const unknownCondition: CatalogueCase = {
  id: 'cond-unknown-condition',
  group: 'cond',
  title: 'A condition that nobody understands',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 2.5.1.1'],
  risk: 'A limit that the identity provider set is passed over in silence.',
  fix: 'Treat an Assertion with a Condition that is not understood as invalid.',
  runs: [
    {
      message: signedAfter((honest) =>
        withConditions(honest, { content: honest.assertion.conditions.content + condition }),
      ),
      check: ['unknown_condition', 'schema'],
    },
  ],
};
