import type { CatalogueCase, MessageRun } from '../case.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { insertBefore, insertLast } from '../xml-text.ts';
import { signedErrorResponse, signedLogoutResponse, signedMetadata } from './donors.ts';
import { extensions, statusDetail } from './forged.ts';

type Donor = (spec: ResponseSpec) => Promise<string>;

/** Nothing of the Response is signed; the only Signature is the donor's own. */
const inExtensions = (title: string, donor: Donor, check: string): MessageRun => ({
  forged: true,
  title: `${title} in Extensions`,
  check,
  message: async (honest) => ({
    xml: insertBefore(renderResponse(honest), 'Status', extensions(await donor(honest))),
  }),
});

const inStatusDetail = (title: string, donor: Donor): MessageRun => ({
  forged: true,
  title: `schema-valid: ${title} in StatusDetail`,
  check: 'signature_present',
  message: async (honest) => ({
    xml: insertLast(renderResponse(honest), 'Status', statusDetail(await donor(honest))),
  }),
});

export const xswDonorDocument: CatalogueCase = {
  id: 'xsw-donor-document',
  group: 'xsw',
  title: 'A signed document that is no login lends its Signature',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2025-47949', 'The Fragile Lock, 2025', 'SAML Core 5.4.2'],
  risk: 'Anyone at all, without an account, signs in as anyone: signed metadata is public.',
  fix: 'A signature somewhere in the message is not a signature on the Assertion: verify the one that is its child.',
  runs: [
    inExtensions('signed metadata', signedMetadata, 'signature_present'),
    // Extensions takes other namespaces only, which these are not.
    inExtensions('signed error Response', signedErrorResponse, 'schema'),
    inExtensions('signed LogoutResponse', signedLogoutResponse, 'schema'),
    inStatusDetail('signed error Response', signedErrorResponse),
    inStatusDetail('signed LogoutResponse', signedLogoutResponse),
  ],
};
