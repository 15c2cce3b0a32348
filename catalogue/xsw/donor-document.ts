import type { CatalogueCase, MessageRun } from '../case.ts';
import { renderResponse } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { unverified } from '../sig/unverified.ts';
import { insertBefore, insertLast } from '../xml-text.ts';
import { signedErrorResponse, signedLogoutResponse, signedMetadata } from './donors.ts';
import { extensions, statusDetail } from './forged.ts';

type Donor = (spec: ResponseSpec) => Promise<string>;

/** The Response is unsigned; the only Signature is the donor's. */
const inExtensions = (title: string, donor: Donor, check: string): MessageRun => ({
  forged: true,
  withoutTrick: unverified,
  title: `${title} in Extensions`,
  check,
  message: async (honest) => ({
    xml: insertBefore(renderResponse(honest), 'Status', extensions(await donor(honest))),
  }),
});

const inStatusDetail = (title: string, donor: Donor): MessageRun => ({
  forged: true,
  withoutTrick: unverified,
  title: `schema-valid: ${title} in StatusDetail`,
  check: 'signature_present',
  message: async (honest) => ({
    xml: insertLast(renderResponse(honest), 'Status', statusDetail(await donor(honest))),
  }),
});

export const xswDonorDocument: CatalogueCase = {
  id: 'xsw-donor-document',
  group: 'xsw',
  title: 'A forged Response with a signed document of another kind inside',
  severity: 'crit',
  verdict: 'reject',
  basis: ['CVE-2025-47949', 'The Fragile Lock, 2025', 'SAML Core 5.4.2'],
  risk: 'Anyone, even without an account, can sign in as anyone: signed metadata is public.',
  fix: 'Verify the Signature that is a child of the Assertion or Response; a signature elsewhere in the message does not count.',
  runs: [
    inExtensions('signed metadata', signedMetadata, 'signature_present'),
    // Extensions allows only other namespaces, which these are not.
    inExtensions('signed error Response', signedErrorResponse, 'schema'),
    inExtensions('signed LogoutResponse', signedLogoutResponse, 'schema'),
    inStatusDetail('signed error Response', signedErrorResponse),
    inStatusDetail('signed LogoutResponse', signedLogoutResponse),
  ],
};
