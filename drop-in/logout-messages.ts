import { element, wire, type XmlElement } from '../saml/canonical-writer.ts';
import { nameIdFormat, ns, statusCode } from '../saml/names.ts';
import { instant, newId } from './response.ts';

interface Addressed {
  readonly issuer: string;
  readonly destination: string;
  readonly now: Date;
}

/** @returns the XML; HTTP-Redirect signs the query instead (SAML Bindings 3.4.4.1) */
export const logoutResponse = (to: Addressed & { readonly inResponseTo: string }): string =>
  wire(
    message('samlp:LogoutResponse', to, { InResponseTo: to.inResponseTo }, [
      element('samlp:Status', {}, element('samlp:StatusCode', { Value: statusCode.success })),
    ]),
  );

/** @returns the XML; NotOnOrAfter is five minutes later, as in SimpleSAMLphp 1.15 */
export const logoutRequest = (
  to: Addressed & {
    readonly audience: string;
    readonly nameId: string;
    readonly sessionIndex: string;
  },
): string =>
  wire(
    message('samlp:LogoutRequest', to, { NotOnOrAfter: instant(to.now, 5 * 60_000) }, [
      element(
        'saml:NameID',
        { SPNameQualifier: to.audience, Format: nameIdFormat.transient },
        to.nameId,
      ),
      element('samlp:SessionIndex', {}, to.sessionIndex),
    ]),
  );

const message = (
  name: string,
  { issuer, destination, now }: Addressed,
  attributes: Readonly<Record<string, string>>,
  children: readonly XmlElement[],
): XmlElement =>
  element(
    name,
    {
      'xmlns:samlp': ns.protocol,
      'xmlns:saml': ns.assertion,
      ID: newId(),
      Version: '2.0',
      IssueInstant: instant(now),
      Destination: destination,
      ...attributes,
    },
    element('saml:Issuer', {}, issuer),
    ...children,
  );
