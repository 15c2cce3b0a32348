import type { CatalogueCase } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { observe } from '../observe.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { authnStatementXml } from '../saml-elements.ts';
import { assertShown } from '../shown.ts';
import { signedAssertion } from '../sign-xml.ts';
import { signInKeeping } from '../web/copy-before.ts';
import { anyRequest } from './in-response-to.ts';

/** The same response with a new Assertion. */
export function anew(spec: ResponseSpec): ResponseSpec {
  const id = spec.newId();
  const { issueInstant = '' } = spec.assertion;
  const authnStatements = authnStatementXml({ authnInstant: issueInstant, sessionIndex: id });
  return withAssertion(spec, { id, authnStatements });
}

export const irtReplayed: CatalogueCase = {
  id: 'proto-irt-replayed',
  group: 'proto',
  title: 'A second response to the same request',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.4.3'],
  risk: 'One request of the victim can open any number of sessions.',
  fix: 'Delete the pending request in the same step that opens the session.',
  runs: [
    {
      needs: ['solicited'],
      play: async (stage) => {
        const { spec, copies } = await signInKeeping(stage, 1);
        const [copy] = copies;
        if (!copy) throw new TypeError('signInKeeping returned no copy.');
        const answer = await copy.post(spec, { xml: signedAssertion(anew(spec)) });
        const seen = await observe(
          copy,
          answer,
          'A new Assertion was sent for a request that had been answered.',
        );
        await assertShown(stage, { withoutTrick: anyRequest }, 'reject', seen.outcome);
        return seen;
      },
      check: 'in_response_to',
    },
  ],
};
