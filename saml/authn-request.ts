import {
  attribute,
  childElements,
  childNamed,
  type Element,
  isElement,
  text,
  trimmedText,
} from './dom.ts';
import { SamlError } from './errors.ts';
import { ns } from './names.ts';
import { parseXml } from './parse.ts';
import { trimXml } from './white-space.ts';
import { withoutUndefined } from './without-undefined.ts';

/** The content of an AuthnRequest (SAML Core 3.4.1); all strings as sent, without white space around element text. */
export interface AuthnRequest {
  id: string;
  version?: string;
  issueInstant?: string;
  issuer?: string;
  destination?: string;
  assertionConsumerServiceURL?: string;
  /** As sent; an index of its metadata (SAML Metadata 2.2.3). */
  assertionConsumerServiceIndex?: string;
  protocolBinding?: string;
  forceAuthn: boolean;
  isPassive: boolean;
  nameIDPolicy?: { format?: string; spNameQualifier?: string; allowCreate?: string };
  requestedAuthnContext?: { comparison: string; classRefs: string[] };
  hasSubject: boolean;
  /** It has an enveloped signature, which was not verified. */
  hasSignature: boolean;
}

/**
 * Reads an AuthnRequest from the bytes of its XML, without validating it against the schema: real service providers violate the schema, and
 * Entra accepts their requests (entra-saml.md 1.2).
 *
 * @throws {SamlError} `too_large`, `encoding`, `doctype`, `too_deep`, `not_xml`, `wrong_message`, `schema` (no ID)
 */
export function readAuthnRequest(xml: Uint8Array): AuthnRequest {
  const document = parseXml(xml);
  try {
    const { root } = document;
    if (!isElement(root, ns.protocol, 'AuthnRequest'))
      throw new SamlError(
        'wrong_message',
        `An AuthnRequest was expected, not ${root.name}.`,
        root.name,
      );
    const id = attribute(root, 'ID');
    if (id === undefined) throw new SamlError('schema', 'The AuthnRequest has no ID.');
    return withoutUndefined({
      id,
      version: attribute(root, 'Version'),
      issueInstant: attribute(root, 'IssueInstant'),
      issuer: trimmedText(childNamed(root, ns.assertion, 'Issuer')),
      destination: attribute(root, 'Destination'),
      assertionConsumerServiceURL: attribute(root, 'AssertionConsumerServiceURL'),
      assertionConsumerServiceIndex: attribute(root, 'AssertionConsumerServiceIndex'),
      protocolBinding: attribute(root, 'ProtocolBinding'),
      forceAuthn: xsBoolean(attribute(root, 'ForceAuthn')),
      isPassive: xsBoolean(attribute(root, 'IsPassive')),
      nameIDPolicy: nameIDPolicy(root),
      requestedAuthnContext: requestedAuthnContext(root),
      hasSubject: childNamed(root, ns.assertion, 'Subject') !== undefined,
      hasSignature: childNamed(root, ns.dsig, 'Signature') !== undefined,
    });
  } finally {
    document.dispose();
  }
}

function nameIDPolicy(root: Element) {
  const policy = childNamed(root, ns.protocol, 'NameIDPolicy');
  if (!policy) return undefined;
  return withoutUndefined({
    format: attribute(policy, 'Format'),
    spNameQualifier: attribute(policy, 'SPNameQualifier'),
    allowCreate: attribute(policy, 'AllowCreate'),
  });
}

function requestedAuthnContext(root: Element) {
  const context = childNamed(root, ns.protocol, 'RequestedAuthnContext');
  if (!context) return undefined;
  return {
    comparison: attribute(context, 'Comparison') ?? 'exact', // the default of SAML Core 3.3.2.2.1
    classRefs: childElements(context)
      .filter((e) => e.name === 'AuthnContextClassRef')
      .map((e) => trimXml(text(e))),
  };
}

/** xs:boolean has two spellings of true, and both occur. */
const xsBoolean = (value: string | undefined) => value === 'true' || value === '1';
