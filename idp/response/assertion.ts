import { element, type XmlElement } from '../../saml/canonical-writer.ts';
import { formatInstant } from '../../saml/instant.ts';
import { confirmationMethod, ns } from '../../saml/names.ts';
import type { Claim } from './claims.ts';
import type { NameId } from './name-id.ts';
import type { Validity } from './validity.ts';

export interface AssertionContent {
  id: string;
  issueInstant: Date;
  issuer: string;
  nameId: NameId;
  /** Assertion consumer service URL. */
  recipient: string;
  /** ID of the AuthnRequest; absent without a request (Profiles 4.1.5). */
  inResponseTo: string | undefined;
  validity: Validity;
  audience: string;
  claims: readonly Claim[];
  /** When the user signed in, which may be weeks ago. */
  authnInstant: Date;
  authnContextClassRef: string;
}

/** An unsigned assertion in Entra's shape: names, order and attributes as captured (entra-saml.md 2.1). */
export function buildAssertion(content: AssertionContent): XmlElement {
  return element(
    'Assertion',
    {
      ID: content.id,
      IssueInstant: formatInstant(content.issueInstant),
      Version: '2.0',
      xmlns: ns.assertion,
    },
    element('Issuer', {}, content.issuer),
    subject(content),
    conditions(content),
    element('AttributeStatement', {}, ...content.claims.map(attribute)),
    authnStatement(content),
  );
}

function subject({ nameId, inResponseTo, validity, recipient }: AssertionContent): XmlElement {
  return element(
    'Subject',
    {},
    element(
      'NameID',
      { Format: nameId.format, SPNameQualifier: nameId.spNameQualifier },
      nameId.value,
    ),
    element(
      'SubjectConfirmation',
      { Method: confirmationMethod.bearer },
      element('SubjectConfirmationData', {
        InResponseTo: inResponseTo,
        NotOnOrAfter: formatInstant(validity.notOnOrAfter),
        Recipient: recipient,
      }),
    ),
  );
}

function conditions({ validity, audience }: AssertionContent): XmlElement {
  return element(
    'Conditions',
    {
      NotBefore: formatInstant(validity.notBefore),
      NotOnOrAfter: formatInstant(validity.notOnOrAfter),
    },
    element('AudienceRestriction', {}, element('Audience', {}, audience)),
  );
}

const attribute = ({ name, values, nameFormat }: Claim): XmlElement =>
  element(
    'Attribute',
    { Name: name, NameFormat: nameFormat },
    ...values.map((value) => element('AttributeValue', {}, value)),
  );

/** SessionIndex is the assertion's own ID (entra-saml.md 2.1). */
function authnStatement({ id, authnInstant, authnContextClassRef }: AssertionContent): XmlElement {
  return element(
    'AuthnStatement',
    { AuthnInstant: formatInstant(authnInstant), SessionIndex: id },
    element('AuthnContext', {}, element('AuthnContextClassRef', {}, authnContextClassRef)),
  );
}
