import { randomUUID } from 'node:crypto';
import { Constants, IdentityProvider, SamlLib, ServiceProvider } from 'samlify';
import { toPem } from '../../../certs/certificate.ts';
import { makeSigningCertificate } from '../../../certs/signing-certificate.ts';
import { authnContextClass, confirmationMethod, ns, statusCode } from '../../../saml/names.ts';

const entityId = 'https://samlify.example.test/metadata';
const loginUrl = 'https://samlify.example.test/sso';
const { redirect } = Constants.namespace.binding;

export interface Issue {
  nameId: string;
  inResponseTo?: string;
  /** Default: the entity ID of the service provider. */
  audience?: string;
  /** Of the NameID; default: none. */
  nameIdFormat?: string;
}

/**
 * samlify as an identity provider with the service provider's metadata: its prefixes, element order and signer differ from ours. Its default
 * template lacks the AuthnStatement that SAML Profiles 4.1.4.2 requires, so it gets another template.
 */
export async function samlifyIdentityProvider(
  metadata: string,
  { signMessage = false }: { signMessage?: boolean } = {},
) {
  const { privateKey, certificate } = await makeSigningCertificate({
    subject: 'CN=samlify',
    notBefore: new Date(Date.now() - 60_000),
  });
  const idp = IdentityProvider({
    entityID: entityId,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    signingCert: toPem(certificate),
    isAssertionEncrypted: false,
    singleSignOnService: [{ Binding: redirect, Location: loginUrl }],
    singleLogoutService: [{ Binding: redirect, Location: loginUrl }],
    loginResponseTemplate: { context: template, attributes: [] },
  });
  const sp = ServiceProvider({ metadata, wantMessageSigned: signMessage });
  const { entityMeta } = sp;

  return {
    entityId,
    loginUrl,
    certificates: [certificate.der],
    /** A base64 response, as in a form. */
    async issue({
      nameId,
      inResponseTo,
      audience = entityMeta.getEntityID(),
      nameIdFormat,
    }: Issue) {
      const acs = String(entityMeta.getAssertionConsumerService('post'));
      const now = new Date();
      const values = {
        ID: `_${randomUUID()}`,
        AssertionID: `_${randomUUID()}`,
        Now: now.toISOString(),
        Soon: new Date(now.getTime() + 300_000).toISOString(),
        Destination: acs,
        InResponseTo: inResponseTo,
        Issuer: entityId,
        NameID: nameId,
        NameIDFormat: nameIdFormat,
        Audience: audience,
      };
      const created = await idp.createLoginResponse(
        sp,
        requestOf(inResponseTo),
        'post',
        {},
        {
          customTagReplacement: (text) => ({
            id: values.ID,
            context: SamlLib.replaceTagsByValue(text, values),
          }),
        },
      );
      return created.context;
    },
  };
}

const requestOf = (id = '') => ({ extract: { request: { id } } });

const template = [
  `<samlp:Response xmlns:samlp="${ns.protocol}" xmlns:saml="${ns.assertion}" ID="{ID}" Version="2.0" IssueInstant="{Now}" Destination="{Destination}" InResponseTo="{InResponseTo}">`,
  `<saml:Issuer>{Issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${statusCode.success}"/></samlp:Status>`,
  '<saml:Assertion ID="{AssertionID}" Version="2.0" IssueInstant="{Now}"><saml:Issuer>{Issuer}</saml:Issuer>',
  `<saml:Subject><saml:NameID Format="{NameIDFormat}">{NameID}</saml:NameID><saml:SubjectConfirmation Method="${confirmationMethod.bearer}">`,
  '<saml:SubjectConfirmationData NotOnOrAfter="{Soon}" Recipient="{Destination}" InResponseTo="{InResponseTo}"/>',
  '</saml:SubjectConfirmation></saml:Subject>',
  '<saml:Conditions NotBefore="{Now}" NotOnOrAfter="{Soon}"><saml:AudienceRestriction><saml:Audience>{Audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>',
  `<saml:AuthnStatement AuthnInstant="{Now}"><saml:AuthnContext><saml:AuthnContextClassRef>${authnContextClass.passwordProtectedTransport}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
  '</saml:Assertion></samlp:Response>',
].join('');
