import type { CatalogueCase, MessageMaker, MessageRun } from '../case.ts';
import { asUnsolicited, withResponse } from '../change-spec.ts';
import { signedAssertion } from '../sign-xml.ts';

export const okDestinationAbsent: CatalogueCase = {
  id: 'ok-destination-absent',
  group: 'ok',
  title: 'An unsigned Response without Destination, or without Issuer',
  severity: 'med',
  verdict: 'accept',
  basis: ['SAML Bindings 3.5.5.2', 'SAML Profiles 4.1.4.2 (E17)'],
  risk: 'Users cannot sign in from identity providers that send a minimal Response around a signed Assertion.',
  fix: 'Require Destination and Issuer on the Response only if the Response is signed.',
  runs: [
    {
      title: 'without Destination',
      basis: ['SAML Bindings 3.5.5.2'],
      fix: 'Require Destination only if the Response is signed.',
      message: (honest) => ({
        xml: signedAssertion(withResponse(honest, { destination: undefined })),
      }),
    },
    {
      title: 'without Issuer',
      basis: ['SAML Profiles 4.1.4.2 (E17)'],
      fix: 'Require an Issuer on the Response only if the Response is signed or its Assertion encrypted.',
      message: (honest) => ({ xml: signedAssertion(withResponse(honest, { issuer: undefined })) }),
    },
  ],
};

const unsolicited: MessageMaker = (honest) => ({
  xml: signedAssertion(asUnsolicited(honest)),
  ...(honest.inResponseTo !== undefined && { relayState: null }), // it belongs to the request
});

export const okIdpInitiated: CatalogueCase = {
  id: 'ok-idp-initiated',
  group: 'ok',
  title: 'An IdP-initiated response, without InResponseTo',
  severity: 'high',
  verdict: 'accept',
  basis: ['SAML Profiles 4.1.5'],
  risk: 'Starting the application from My Apps fails.',
  fix: 'If you allow IdP-initiated sign-in, accept a response without InResponseTo and do not look for a request.',
  runs: [
    {
      needs: ['unsolicited-allowed'],
      unsolicited: true,
      message: unsolicited,
    },
  ],
};

/**
 * After a request, the RelayState belongs to the service provider and comes back unchanged, as in every other case. In an unsolicited
 * response it may be anything, which a service provider must tolerate (SAML Bindings 3.5.3).
 */
const relayStateRun = (title: string, relayState: string | null): MessageRun => ({
  title,
  needs: ['unsolicited-allowed', 'any-relay-state'],
  unsolicited: true,
  // Without a RelayState it is the message of ok-idp-initiated itself.
  ...(relayState !== null && {
    withoutTrick: [{ of: 'ok-idp-initiated', message: unsolicited }],
  }),
  message: (honest) => ({ xml: signedAssertion(asUnsolicited(honest)), relayState }),
});

export const okRelayStateForms: CatalogueCase = {
  id: 'ok-relaystate-forms',
  group: 'ok',
  title: 'RelayState missing, empty, 80 bytes long, or full of percent signs',
  severity: 'med',
  verdict: 'accept',
  basis: ['SAML Bindings 3.5.3'],
  risk: 'Sign-in fails because of a parameter that is not needed for it.',
  fix: 'Treat RelayState as opaque: use it if you recognise it, otherwise ignore it.',
  runs: [
    relayStateRun('absent', null),
    relayStateRun('empty', ''),
    relayStateRun('80 bytes', 'r'.repeat(80)),
    relayStateRun('percent-heavy', '%25%2F%3Fa%3D%26+%u2215%%zz%E2%98%83'),
  ],
};
