import { element, wire } from '../../saml/canonical-writer.ts';
import { formatInstant } from '../../saml/instant.ts';
import { nameIdFormat, ns } from '../../saml/names.ts';
import { MICROSOFT_ONLINE } from './microsoft-online.ts';

export interface RequestToIdentityProvider {
  id: string;
  issueInstant: Date;
  /** The application asked for a fresh sign-in; that Entra passes it on is assumed. */
  forceAuthn: boolean;
}

/**
 * The AuthnRequest to a federated identity provider, as Microsoft documents it: no Destination, no AssertionConsumerServiceURL, which the
 * identity provider knows from the metadata ("Use a SAML 2.0 Identity Provider for Single Sign On", sample request).
 */
export function authnRequestToIdentityProvider({
  id,
  issueInstant,
  forceAuthn,
}: RequestToIdentityProvider): string {
  return wire(
    element(
      'samlp:AuthnRequest',
      {
        ID: id,
        Version: '2.0',
        IssueInstant: formatInstant(issueInstant),
        ForceAuthn: forceAuthn ? 'true' : undefined,
        'xmlns:samlp': ns.protocol,
      },
      element('Issuer', { xmlns: ns.assertion }, MICROSOFT_ONLINE),
      element('samlp:NameIDPolicy', { Format: nameIdFormat.persistent }),
    ),
  );
}
