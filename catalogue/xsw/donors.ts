/** Signed documents of an identity provider that are not a sign-in and that anyone can get. */
import { element, wire, type XmlElement } from '../../saml/canonical-writer.ts';
import { formatInstant } from '../../saml/instant.ts';
import { binding, ns, statusCode } from '../../saml/names.ts';
import { signEnveloped } from '../../saml/sign.ts';
import { renderAssertion } from '../render.ts';
import type { ResponseSpec } from '../response-spec.ts';
import { contentText } from '../xml-text.ts';

const issuerOf = (spec: ResponseSpec) => contentText(renderAssertion(spec), 'Issuer');

async function signed(spec: ResponseSpec, donor: XmlElement): Promise<string> {
  return wire(await signEnveloped(donor, { key: spec.cast.idp }));
}

/** Public (SAML Metadata 3). */
export const signedMetadata = (spec: ResponseSpec): Promise<string> =>
  signed(
    spec,
    element(
      'EntityDescriptor',
      { ID: spec.newId(), entityID: issuerOf(spec), xmlns: ns.metadata },
      element(
        'IDPSSODescriptor',
        { protocolSupportEnumeration: ns.protocol },
        element('SingleSignOnService', {
          Binding: binding.redirect,
          Location: 'https://idp.example.test/saml2',
        }),
      ),
    ),
  );

/** The response to a failed sign-in, for example to a request for an unknown NameID format. */
export const signedErrorResponse = (spec: ResponseSpec): Promise<string> =>
  signed(spec, statusMessage(spec, 'samlp:Response', statusCode.requester));

/** The response to a logout. */
export const signedLogoutResponse = (spec: ResponseSpec): Promise<string> =>
  signed(spec, statusMessage(spec, 'samlp:LogoutResponse', statusCode.success));

const statusMessage = (spec: ResponseSpec, name: string, code: string): XmlElement =>
  element(
    name,
    {
      ID: spec.newId(),
      Version: '2.0',
      IssueInstant: formatInstant(spec.now),
      InResponseTo: spec.inResponseTo,
      'xmlns:samlp': ns.protocol,
    },
    element('Issuer', { xmlns: ns.assertion }, issuerOf(spec)),
    element('samlp:Status', {}, element('samlp:StatusCode', { Value: code })),
  );
