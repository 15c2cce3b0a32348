import type { CatalogueCase, MessageMaker, OtherMessage } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { bothSigned } from '../sign-xml.ts';
import { signedAfter } from './change.ts';

const fix =
  'Compare Destination with the URL of your assertion consumer service, as whole strings, and refuse the Response if they differ.';

const otherSp = (honest: ResponseSpec) =>
  withResponse(honest, { destination: 'https://other-sp.example.test/saml/assert' });

const signedForOther: MessageMaker = (honest) => ({ xml: bothSigned(otherSp(honest)) });

const valid: MessageMaker = (honest) => ({ xml: bothSigned(honest) });

/** The Destination of another service provider is not refused either. */
export const anyDestination: readonly OtherMessage[] = [
  { of: 'proto-destination-wrong', message: signedForOther },
];

export const destinationMissing: CatalogueCase = {
  id: 'proto-destination-missing',
  group: 'proto',
  title: 'A signed Response without Destination',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Bindings 3.5.5.2'],
  risk: 'A Response that was signed for one service provider can be posted to another.',
  fix: 'Refuse a signed Response without Destination.',
  runs: [
    {
      message: (honest) => ({ xml: bothSigned(withResponse(honest, { destination: undefined })) }),
      validTwin: valid,
      withoutTrick: anyDestination,
      check: 'destination_present',
    },
  ],
};

export const destinationWrong: CatalogueCase = {
  id: 'proto-destination-wrong',
  group: 'proto',
  title: 'A Response with the Destination of another service provider',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 3.2.2', 'SAML Bindings 3.5.5.2'],
  risk: 'A Response that was sent to another service provider can be replayed here.',
  fix,
  runs: [
    {
      title: 'Response and Assertion signed',
      message: signedForOther,
      validTwin: valid,
      check: 'destination',
    },
    {
      title: 'only the Assertion signed',
      severity: 'med',
      basis: ['SAML Core 3.2.2'],
      risk: 'The Destination is not signed here, so it stops an honest mistake, not an attacker.',
      message: signedAfter(otherSp),
      check: 'destination',
      withoutTrick: anyDestination,
    },
  ],
};

/** The ACS URL with a host name that begins with the right one. */
function longerHost(acs: string): string {
  const { protocol, hostname, port, pathname } = new URL(acs);
  return `${protocol}//${hostname}.hostile.example.test${port && `:${port}`}${pathname}`;
}

const destined = (title: string, destination: (acs: string) => string) => ({
  title,
  message: (honest: ResponseSpec) => ({
    xml: bothSigned(withResponse(honest, { destination: destination(honest.sp.acs) })),
  }),
  check: 'destination',
  validTwin: valid,
  withoutTrick: anyDestination,
});

export const destinationPrefix: CatalogueCase = {
  id: 'proto-destination-prefix',
  group: 'proto',
  title: 'A Destination that only begins like the right URL',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 3.2.2'],
  risk: 'Anyone who owns a URL that begins like the right one can replay here a Response that was sent to it.',
  fix,
  runs: [
    destined('the right URL with a longer path', (acs) => `${acs}/more`),
    destined('a host name that begins with the right one', longerHost),
  ],
};
