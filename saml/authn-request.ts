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
import { placeOf } from './place.ts';
import { trimXml } from './white-space.ts';
import { withoutUndefined } from './without-undefined.ts';
import { readXsBoolean } from './xs-boolean.ts';

/** The content of an AuthnRequest (SAML Core 3.4.1); all strings as sent, without white space around element text. */
export interface AuthnRequest {
  id: string;
  version?: string;
  issueInstant?: string;
  issuer?: string;
  destination?: string;
  assertionConsumerServiceURL?: string;
  /** An index of its metadata, 0 to 65535 (SAML Metadata 2.2.3). */
  assertionConsumerServiceIndex?: number;
  protocolBinding?: string;
  forceAuthn: boolean;
  isPassive: boolean;
  nameIDPolicy?: { format?: string; spNameQualifier?: string; allowCreate?: string };
  requestedAuthnContext?: { comparison: string; classRefs: string[] };
  hasSubject: boolean;
  /** What Scoping contains: `ProxyCount`, `IDPList`, `RequesterID` (SAML Core 3.4.1.2). */
  scoping: readonly string[];
  /** It has an enveloped signature, which was not verified. */
  hasSignature: boolean;
}

/**
 * Reads an AuthnRequest from the bytes of its XML, without validating it as a whole against the schema: real service providers violate the
 * schema, and Entra accepts their requests (entra-saml.md 1.2). A value that is read and has the wrong type is refused, with its place.
 *
 * @throws {SamlError} `too_large`, `encoding`, `doctype`, `too_deep`, `not_xml`, `wrong_message`, `schema` (no ID; with a place: a
 *   value of the wrong type, or an empty Issuer)
 */
export function readAuthnRequest(xml: Uint8Array): AuthnRequest {
  const document = parseXml(xml);
  try {
    const { root } = document;
    if (!isElement(root, ns.protocol, 'AuthnRequest'))
      throw new SamlError(
        'wrong_message',
        root.name === 'AuthnRequest'
          ? 'This AuthnRequest is not in the namespace of SAML 2.0.'
          : `An AuthnRequest was expected, not ${root.name}.`,
        root.name,
      );
    const id = attribute(root, 'ID');
    if (id === undefined) throw new SamlError('schema', 'The AuthnRequest has no ID.');
    const typed = typedAttributes(xml, root);
    return withoutUndefined({
      id,
      version: attribute(root, 'Version'),
      issueInstant: attribute(root, 'IssueInstant'),
      issuer: issuer(xml, root),
      destination: attribute(root, 'Destination'),
      assertionConsumerServiceURL: attribute(root, 'AssertionConsumerServiceURL'),
      assertionConsumerServiceIndex: typed.unsignedShort('AssertionConsumerServiceIndex'),
      protocolBinding: attribute(root, 'ProtocolBinding'),
      forceAuthn: typed.boolean('ForceAuthn') ?? false,
      isPassive: typed.boolean('IsPassive') ?? false,
      nameIDPolicy: nameIDPolicy(root),
      requestedAuthnContext: requestedAuthnContext(root),
      hasSubject: childNamed(root, ns.assertion, 'Subject') !== undefined,
      scoping: scoping(root),
      hasSignature: childNamed(root, ns.dsig, 'Signature') !== undefined,
    });
  } finally {
    document.dispose();
  }
}

function scoping(root: Element): string[] {
  const e = childNamed(root, ns.protocol, 'Scoping');
  if (!e) return [];
  const parts = childElements(e).map(({ name }) => name);
  return attribute(e, 'ProxyCount') === undefined ? parts : ['ProxyCount', ...parts];
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

/** An Issuer without text is an error of XML to Entra (entra-saml.md 8, 7500525). */
function issuer(xml: Uint8Array, root: Element): string | undefined {
  const e = childNamed(root, ns.assertion, 'Issuer');
  const name = trimmedText(e);
  if (e && name === '') throw new SamlError('schema', 'The Issuer is empty.', '', placeOf(xml, e));
  return name;
}

/** Attributes of an element whose type is not a string. @throws {SamlError} `schema`, with the place of the attribute */
function typedAttributes(xml: Uint8Array, e: Element) {
  const wrong = (name: string, value: string, type: string) =>
    new SamlError(
      'schema',
      `${name} is "${value.slice(0, 100)}", and must be ${type}.`,
      '',
      placeOf(xml, e, name),
    );
  return {
    boolean(name: string): boolean | undefined {
      const value = attribute(e, name);
      if (value === undefined) return undefined;
      const read = readXsBoolean(value);
      if (read === undefined)
        throw wrong(name, value, 'an xs:boolean: true, false, 1 or 0, in this letter case');
      return read;
    },
    unsignedShort(name: string): number | undefined {
      const value = attribute(e, name);
      if (value === undefined) return undefined;
      const text = trimXml(value);
      if (!/^\+?\d+$/.test(text) || Number(text) > 65_535)
        throw wrong(name, value, 'an xs:unsignedShort: a number from 0 to 65535');
      return Number(text);
    },
  };
}
