import { element, wire } from '../../saml/canonical-writer.ts';
import { formatInstant } from '../../saml/instant.ts';
import { ns, statusCode } from '../../saml/names.ts';
import type { Participant } from '../directory/sign-in/session-participants.ts';
import { issuerOf } from '../response/identity-provider.ts';

/** How long a LogoutRequest of Entra is valid (entra-saml.md 4). In milliseconds. */
const REQUEST_LIFETIME = 3_600_000;

/**
 * Attributes in the order of entra-saml.md 4. The NameID has no Format, as Entra's has not; Shibboleth and lasso do not find the session then, so a
 * tenant can be set to send it as it was in the assertion.
 *
 * @returns XML, unsigned
 */
export const logoutRequestXml = (request: {
  readonly id: string;
  readonly tenantId: string;
  readonly destination: string;
  readonly nameId: Pick<Participant, 'nameId' | 'nameIdFormat' | 'spNameQualifier'>;
  readonly asInAssertion: boolean;
  readonly sessionIndex: string;
  readonly now: Date;
}): string =>
  wire(
    element(
      'samlp:LogoutRequest',
      {
        ID: request.id,
        Version: '2.0',
        IssueInstant: formatInstant(request.now),
        Destination: request.destination,
        NotOnOrAfter: formatInstant(new Date(request.now.getTime() + REQUEST_LIFETIME)),
        'xmlns:samlp': ns.protocol,
      },
      element('Issuer', { xmlns: ns.assertion }, issuerOf(request.tenantId)),
      element(
        'NameID',
        {
          xmlns: ns.assertion,
          ...(request.asInAssertion && {
            Format: request.nameId.nameIdFormat,
            SPNameQualifier: request.nameId.spNameQualifier ?? undefined,
          }),
        },
        request.nameId.nameId,
      ),
      element('samlp:SessionIndex', {}, request.sessionIndex),
    ),
  );

/**
 * Entra has been seen to say Success only, and its page cannot know what the other applications did (entra-saml.md 4). The sample of the article has
 * no Destination, but it is not a capture: a signed message must have one (SAML Bindings 3.4.5.2), and Shibboleth refuses it without.
 *
 * @returns XML, unsigned
 */
export const logoutResponseXml = (response: {
  readonly id: string;
  readonly tenantId: string;
  readonly destination: string;
  readonly inResponseTo: string;
  /** Of the Issuer. */
  readonly issuerHost: string;
  readonly now: Date;
}): string =>
  wire(
    element(
      'samlp:LogoutResponse',
      {
        ID: response.id,
        Version: '2.0',
        IssueInstant: formatInstant(response.now),
        Destination: response.destination,
        InResponseTo: response.inResponseTo,
        'xmlns:samlp': ns.protocol,
      },
      element(
        'Issuer',
        { xmlns: ns.assertion },
        `https://${response.issuerHost}/${response.tenantId}/`,
      ),
      element('samlp:Status', {}, element('samlp:StatusCode', { Value: statusCode.success })),
    ),
  );
