import { wire } from '../../saml/canonical-writer.ts';
import { buildAssertion } from './assertion.ts';
import { audienceOf } from './audience.ts';
import { type ClaimSource, claimsFor, issuerOf } from './claims.ts';
import { type ClaimsConfiguration, defaultConfiguration } from './claims-configuration.ts';
import type { NameId } from './name-id.ts';
import { type Signer, signResponse } from './sign.ts';
import { validityAt } from './validity.ts';

/** The ids of one response; made outside, so that this folder stays a function of its input. */
export interface ResponseIds {
  /** `_` and a GUID. */
  response: string;
  /** `_` and a GUID in the shape of Entra's request ids. */
  assertion: string;
}

/** Everything a response is made from. */
export interface ResponseContent {
  ids: ResponseIds;
  issueInstant: Date;
  subject: ClaimSource;
  /** Default: what an application starts with. */
  claims?: ClaimsConfiguration | undefined;
  nameId: NameId;
  authnInstant: Date;
  /** The Reply URL that was asked for, or the default one. */
  assertionConsumerServiceURL: string;
  /** The Issuer of the request, or the primary Identifier when nobody asked. */
  identifier: string;
  inResponseTo: string | undefined;
}

/** @returns the XML of a signed response, in the shape of entra-saml.md 2. */
export async function issueResponse(content: ResponseContent, signer: Signer): Promise<string> {
  const issuer = issuerOf(content.subject.tenantId);
  const assertion = buildAssertion({
    id: content.ids.assertion,
    issueInstant: content.issueInstant,
    issuer,
    nameId: content.nameId,
    recipient: content.assertionConsumerServiceURL,
    inResponseTo: content.inResponseTo,
    validity: validityAt(content.issueInstant),
    audience: audienceOf(content.identifier),
    claims: claimsFor(content.subject, content.claims ?? defaultConfiguration),
    authnInstant: content.authnInstant,
  });
  const envelope = {
    id: content.ids.response,
    issueInstant: content.issueInstant,
    issuer,
    destination: content.assertionConsumerServiceURL,
    inResponseTo: content.inResponseTo,
  };
  return wire(await signResponse(envelope, assertion, signer));
}
