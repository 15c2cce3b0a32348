import type { CatalogueCase, MessageMaker, MessageRun, Need, OtherMessage } from '../case.ts';
import { withAssertion } from '../change-spec.ts';
import { later } from '../honest.ts';
import { signedAfter } from '../proto/change.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { type ConfirmationData, confirmationXml } from '../saml-elements.ts';

/** One way to break a confirmation. */
interface Broken {
  readonly name: string;
  readonly data: (honest: ResponseSpec) => ConfirmationData;
  /** The case about a confirmation that is broken in this way. */
  readonly of: string;
  readonly needs?: readonly Need[];
}

const expired: Broken = {
  name: 'expired',
  data: ({ now }) => ({ NotOnOrAfter: later(now, -60 * 60) }),
  of: 'cond-scd-expired',
};

const forAnother: Broken = {
  name: 'for another service provider',
  data: () => ({ Recipient: 'https://other-sp.example.test/saml/assert' }),
  of: 'cond-scd-recipient',
};

const toAnother: Broken = {
  name: 'for another request',
  data: ({ newId }) => ({ InResponseTo: newId() }),
  of: 'proto-irt-conflict',
  needs: ['solicited'],
};

/** Bearer confirmations, valid except for their data. */
const confirmedBy = (
  ...confirmations: readonly ((honest: ResponseSpec) => ConfirmationData)[]
): MessageMaker =>
  signedAfter((honest) => {
    const valid: ConfirmationData = {
      InResponseTo: honest.inResponseTo,
      NotOnOrAfter: later(honest.now, 5 * 60),
      Recipient: honest.sp.acs,
    };
    return withAssertion(honest, {
      confirmations: confirmations
        .map((data) => confirmationXml({ ...valid, ...data(honest) }))
        .join(''),
    });
  });

const alone = ({ of, data }: Broken): OtherMessage => ({ of, message: confirmedBy(data) });

const together = (first: Broken, second: Broken): MessageRun => ({
  title: `one ${first.name}, one ${second.name}`,
  ...((first.needs ?? second.needs) && { needs: first.needs ?? second.needs ?? [] }),
  message: confirmedBy(first.data, second.data),
  validTwin: confirmedBy(
    () => ({}),
    () => ({}),
  ),
  withoutTrick: [alone(first), alone(second)],
  check: ['recipient', 'confirmation_not_on_or_after', 'in_response_to_agrees'],
});

export const splitConfirmations: CatalogueCase = {
  id: 'cond-scd-split',
  group: 'cond',
  title: 'Two SubjectConfirmations that satisfy the rules only together',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 2.4.1', 'SAML Profiles 4.1.4.2', 'SAML Profiles 4.1.4.3'],
  risk: 'An Assertion that has expired here, and one for another service provider, is accepted because each rule finds one that satisfies it.',
  fix: 'Look for one bearer SubjectConfirmation that satisfies every rule; never collect the results of several.',
  runs: [
    together(expired, forAnother),
    together(forAnother, expired),
    together(expired, toAnother),
    together(forAnother, toAnother),
  ],
};
