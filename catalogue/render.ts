import { ns } from '../saml/names.ts';
import type { ResponseSpec } from './response-spec.ts';
import { attributesXml } from './saml-elements.ts';

/** The unsigned Assertion as Entra writes it: default namespace, same order of attributes and children (entra-saml.md 2.1). */
export function renderAssertion({ assertion }: ResponseSpec): string {
  const { id, version, issueInstant, issuer = '', nameId, confirmations, conditions } = assertion;
  const attributes = attributesXml({
    ID: id,
    IssueInstant: issueInstant,
    Version: version,
    xmlns: ns.assertion,
  });
  const window = attributesXml({
    NotBefore: conditions.notBefore,
    NotOnOrAfter: conditions.notOnOrAfter,
  });
  return [
    `<Assertion${attributes}>${issuer}`,
    `<Subject>${nameId}${confirmations}</Subject>`,
    `<Conditions${window}>${conditions.content}</Conditions>`,
    `${assertion.attributes}${assertion.authnStatements}</Assertion>`,
  ].join('');
}

/**
 * The unsigned Response around `assertionXml`; the prefix is `samlp`.
 *
 * @param assertionXml instead of the Assertion: a signed one, an EncryptedAssertion, several, or none.
 */
export function renderResponse(spec: ResponseSpec, assertionXml = renderAssertion(spec)): string {
  const { id, version, issueInstant, destination, inResponseTo } = spec.response;
  const { issuer = '', extensions, status = '' } = spec.response;
  const attributes = attributesXml({
    ID: id,
    Version: version,
    IssueInstant: issueInstant,
    Destination: destination,
    InResponseTo: inResponseTo,
    'xmlns:samlp': ns.protocol,
  });
  return `<samlp:Response${attributes}>${issuer}${extensions}${status}${assertionXml}</samlp:Response>`;
}
