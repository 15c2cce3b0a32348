import type { CatalogueCase } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import { signedResponse } from '../sign-xml.ts';
import { signedAfter } from './change.ts';

const fix =
  'Compare Destination with the URL of the assertion consumer service as a whole string, and refuse the Response when they differ.';

export const destinationMissing: CatalogueCase = {
  id: 'proto-destination-missing',
  group: 'proto',
  title: 'A signed Response without Destination',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Bindings 3.5.5.2'],
  risk: 'A Response that was signed for one service provider can be posted to another one of the same identity provider.',
  fix: 'Refuse a Response that is signed itself and has no Destination.',
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
  title: 'The Destination is another service provider',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 3.2.2'],
  risk: 'A Response that was sent to another service provider is replayed here.',
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

/** The ACS on a host whose name begins with the name of the right one. */
function longerHost(acs: string): string {
  const { protocol, hostname, port, pathname } = new URL(acs);
  return `${protocol}//${hostname}.hostile.example.test${port && `:${port}`}${pathname}`;
}

export const destinationPrefix: CatalogueCase = {
  id: 'proto-destination-prefix',
  group: 'proto',
  title: 'The Destination only begins like this service provider',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 3.2.2'],
  risk: 'Whoever owns an address that begins like the right one can replay here what was sent to them.',
  fix,
  runs: [
    {
      title: 'the right URL with more path behind it',
      message: signedAfter((honest) =>
        withResponse(honest, { destination: `${honest.sp.acs}/more` }),
      ),
      check: 'destination',
    },
    {
      title: 'a host that begins with the right one',
      message: signedAfter((honest) =>
        withResponse(honest, { destination: longerHost(honest.sp.acs) }),
      ),
      check: 'destination',
    },
  ],
};
