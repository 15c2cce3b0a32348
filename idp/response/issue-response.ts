import { wire } from '../../saml/canonical-writer.ts';
import type { AuthnContext } from '../authentication-methods/authn-context.ts';
import { buildAssertion } from './assertion.ts';
import { type ClaimSource, claimsFor } from './claims.ts';
import { type ClaimsConfiguration, defaultConfiguration } from './claims-configuration.ts';
import { issuerOf } from './identity-provider.ts';
import type { NameId } from './name-id.ts';
import { type Encryption, type Signer, signResponse } from './sign.ts';
import { validityAt } from './validity.ts';

/** The ids of one response, made by the caller. */
export interface ResponseIds {
  /** `_` and a GUID. */
  response: string;
  /** `_` and a GUID in the shape of Entra's request ids. */
  assertion: string;
}

/** Everything a response is made from. */
export interface ResponseContent {
  ids: ResponseIds;
  /** Of the assertion. */
  issueInstant: Date;
  /** The time when the assertion is ready: IssueInstant of the response, some milliseconds later in Entra (entra-saml.md 10.6). */
  now: () => Date;
  subject: Omit<ClaimSource, 'authnMethodsReferences'>;
  /** Class and references for how the user signed in. */
  authnContext: AuthnContext;
  /** Default: what an application starts with. */
  claims?: ClaimsConfiguration | undefined;
  /** Application ID, where the key that signs is a custom signing key; it decides whether options about Issuer and Audience count. */
  customKeyOf?: string | undefined;
  nameId: NameId;
  authnInstant: Date;
  /** The Reply URL of the request, or the default one. */
  assertionConsumerServiceURL: string;
  /** The Issuer of the request, or the primary Identifier without a request. */
  identifier: string;
  inResponseTo: string | undefined;
}

/** RFC 3986 3.1: a URI begins with its scheme. */
const uri = /^[a-z][a-z0-9+.-]*:/i;

/** An Identifier that is not a URI is marked as a servicePrincipalName (entra-saml.md 2.1). */
export const audienceOf = (identifier: string): string =>
  uri.test(identifier) ? identifier : `spn:${identifier}`;

/** "Append application ID to issuer"; its form is assumed (entra-saml.md 3.7). */
function issuerFor({ subject, claims, customKeyOf: appId }: ResponseContent): string {
  const issuer = issuerOf(subject.tenantId);
  return appId && claims?.options?.appendApplicationIdToIssuer ? `${issuer}${appId}` : issuer;
}

/** "Override audience claim" (entra-saml.md 3.7). */
const audienceFor = ({ identifier, claims, customKeyOf }: ResponseContent): string =>
  (customKeyOf && claims?.options?.audienceOverride) || audienceOf(identifier);

/**
 * @param encryption absent: the assertion is in plain text
 * @returns the XML of a signed response, in the shape of entra-saml.md 2.
 */
export async function issueResponse(
  content: ResponseContent,
  signer: Signer,
  encryption?: Encryption,
): Promise<string> {
  const issuer = issuerFor(content);
  const assertion = buildAssertion({
    id: content.ids.assertion,
    issueInstant: content.issueInstant,
    issuer,
    nameId: content.nameId,
    recipient: content.assertionConsumerServiceURL,
    inResponseTo: content.inResponseTo,
    validity: validityAt(content.issueInstant),
    audience: audienceFor(content),
    claims: claimsFor(
      { ...content.subject, authnMethodsReferences: content.authnContext.references },
      content.claims ?? defaultConfiguration,
    ),
    authnInstant: content.authnInstant,
    authnContextClassRef: content.authnContext.classRef,
  });
  const envelope = {
    id: content.ids.response,
    issueInstant: content.now,
    issuer,
    destination: content.assertionConsumerServiceURL,
    inResponseTo: content.inResponseTo,
  };
  return wire(await signResponse(envelope, assertion, signer, encryption));
}
