import type { CatalogueCase, MessageRun } from '../case.ts';
import { withAssertion, withResponse } from '../change-spec.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { signedAssertion } from '../sign-xml.ts';
import { replaceOnce } from '../xml-text.ts';

export const okDestinationAbsent: CatalogueCase = {
  id: 'ok-destination-absent',
  group: 'ok',
  title: 'No Destination and no Issuer on an unsigned Response',
  severity: 'med',
  verdict: 'accept',
  basis: ['SAML Bindings 3.5.5.2', 'SAML Profiles 4.1.4.2 (E17)'],
  risk: 'Identity providers that send a bare Response around a signed Assertion cannot be used.',
  fix: 'Ask for Destination and for the Issuer of the Response only where the Response is signed.',
  runs: [
    {
      message: (honest) => ({
        xml: signedAssertion(withResponse(honest, { destination: undefined, issuer: undefined })),
      }),
    },
  ],
};

/** The same answer as if nobody had asked (SAML Profiles 4.1.5). */
function unsolicited(honest: ResponseSpec): ResponseSpec {
  const { confirmations } = honest.assertion;
  const answer = withResponse({ ...honest, inResponseTo: undefined }, { inResponseTo: undefined });
  if (honest.inResponseTo === undefined) return answer;
  return withAssertion(answer, {
    confirmations: replaceOnce(confirmations, / InResponseTo="[^"]*"/, ''),
  });
}

export const okIdpInitiated: CatalogueCase = {
  id: 'ok-idp-initiated',
  group: 'ok',
  title: 'No InResponseTo anywhere: started at the identity provider',
  severity: 'high',
  verdict: 'accept',
  basis: ['SAML Profiles 4.1.5'],
  risk: 'The tile in My Apps leads nowhere.',
  fix: 'Where unsolicited responses are allowed, accept one without InResponseTo and skip the search for a request.',
  runs: [
    {
      needs: ['unsolicited-allowed'],
      message: (honest) => ({ xml: signedAssertion(unsolicited(honest)), relayState: null }),
    },
  ],
};

/**
 * A solicited RelayState belongs to the service provider and must come back unchanged, which every other case does. What a
 * service provider must bear is one it did not choose, in an unsolicited response (SAML Bindings 3.5.3).
 */
const relayStateRun = (title: string, relayState: string | null): MessageRun => ({
  title,
  needs: ['unsolicited-allowed'],
  message: (honest) => ({ xml: signedAssertion(unsolicited(honest)), relayState }),
});

export const okRelayStateForms: CatalogueCase = {
  id: 'ok-relaystate-forms',
  group: 'ok',
  title: 'RelayState absent, empty, 80 bytes long, full of percent signs',
  severity: 'med',
  verdict: 'accept',
  basis: ['SAML Bindings 3.5.3'],
  risk: 'Sign-in fails because of a parameter that proves nothing.',
  fix: 'Treat RelayState as opaque: use it when it is one of yours, else ignore it.',
  runs: [
    relayStateRun('absent', null),
    relayStateRun('empty', ''),
    relayStateRun('80 bytes', 'r'.repeat(80)),
    relayStateRun('percent-heavy', '%25%2F%3Fa%3D%26+%u2215%%zz%E2%98%83'),
  ],
};
