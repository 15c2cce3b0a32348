import { type BasicSaml, basicSamlOfMetadata, metadataFaults } from '../../idp/index.ts';
import { binding } from '../../saml/names.ts';
import type { SpDescriptor } from '../../saml/sp-descriptor.ts';
import type { Finding } from '../finding.ts';
import { metadata, type Source, singleSignOn, singleSignOut } from '../sources.ts';
import { certificateFindings } from './certificate-rules.ts';
import { formFindings } from './form-rules.ts';

/** Basic SAML Configuration as "Upload metadata file" fills it in. */
export const registrationOf = (descriptor: SpDescriptor): BasicSaml =>
  basicSamlOfMetadata<BasicSaml>({ identifierUris: [], replyUrls: [] }, descriptor);

/** What Entra would not accept of a service provider's metadata. */
export function metadataFindings(descriptor: SpDescriptor, now: Date): Finding[] {
  const { signingCertificates, encryptionCertificates } = descriptor;
  return [
    ...metadataFaults(descriptor, now).map(({ code, message }) => ({
      ...(code === 'expired' ? expired : noPost),
      severity: 'error' as const,
      sentence: message,
    })),
    // Without an address for HTTP-POST there is no Reply URL, which was said.
    ...formFindings(registrationOf(descriptor)).filter(({ found }) => found !== undefined),
    ...logoutFindings(descriptor),
    ...certificateFindings(signingCertificates, 'signing', now),
    ...certificateFindings(encryptionCertificates, 'encryption', now),
  ];
}

const expired: { id: string; source: Source; fix: string } = {
  id: 'metadata-expired',
  source: metadata('2.3.2, validUntil'),
  fix: 'Export the metadata again, with a validUntil in the future or without one.',
};
const noPost: { id: string; source: Source; fix: string } = {
  id: 'metadata-no-post',
  source: singleSignOn('Overview'),
  fix: 'Offer an AssertionConsumerService with the binding HTTP-POST, and list it in the metadata.',
};

function logoutFindings({ singleLogout }: SpDescriptor): Finding[] {
  if (singleLogout.length === 0 || singleLogout.some((one) => one.binding === binding.redirect))
    return [];
  return [
    {
      id: 'logout-no-redirect',
      severity: 'warning',
      sentence:
        'Entra supports HTTP-Redirect for single sign-out, and not HTTP-POST: this service provider has no SingleLogoutService for HTTP-Redirect, so no Logout Url can be registered.',
      found: singleLogout.map((one) => one.binding.replace(/^.*:/, '')).join(', '),
      source: singleSignOut('Overview'),
      fix: 'Offer a SingleLogoutService with the binding HTTP-Redirect.',
    },
  ];
}
