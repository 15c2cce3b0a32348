import { ns } from '../../saml/names.ts';
import type { CatalogueCase } from '../case.ts';
import { withConditions } from '../change-spec.ts';
import { signedAfter } from '../proto/change.ts';

const condition = `<Condition xmlns:xsi="${ns.xsi}" xmlns:t="urn:example:conditions" xsi:type="t:OnlyOnTuesdays"/>`;

export const unknownCondition: CatalogueCase = {
  id: 'cond-unknown-condition',
  group: 'cond',
  title: 'An unknown Condition',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 2.5.1.1'],
  risk: 'A limit that the identity provider set is silently ignored.',
  fix: 'Refuse an Assertion with a Condition that you do not understand.',
  runs: [
    {
      message: signedAfter((honest) =>
        withConditions(honest, { content: honest.assertion.conditions.content + condition }),
      ),
      check: ['unknown_condition', 'schema'],
    },
  ],
};
