import type { CatalogueCase } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import { signedResponse } from '../sign-xml.ts';
import { signedAfter } from './change.ts';

const fix =
  'Compare Destination with the URL of your assertion consumer service, as whole strings, and refuse the Response if they differ.';

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
      message: (honest) => ({
        xml: signedResponse(withResponse(honest, { destination: undefined })),
      }),
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
  basis: ['SAML Core 3.2.2'],
  risk: 'A Response that was sent to another service provider can be replayed here.',
  fix,
  runs: [
    {
      message: signedAfter((honest) =>
        withResponse(honest, { destination: 'https://other-sp.example.test/saml/assert' }),
      ),
      check: 'destination',
    },
  ],
};

/** The ACS URL with a host name that begins with the right one. */
function longerHost(acs: string): string {
  const { protocol, hostname, port, pathname } = new URL(acs);
  return `${protocol}//${hostname}.hostile.example.test${port && `:${port}`}${pathname}`;
}

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
    {
      title: 'the right URL with a longer path',
      message: signedAfter((honest) =>
        withResponse(honest, { destination: `${honest.sp.acs}/more` }),
      ),
      check: 'destination',
    },
    {
      title: 'a host name that begins with the right one',
      message: signedAfter((honest) =>
        withResponse(honest, { destination: longerHost(honest.sp.acs) }),
      ),
      check: 'destination',
    },
  ],
};
