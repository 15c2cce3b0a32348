import { loadSamlify } from '../peers.ts';
import { emailAddress, issuer, type KeyMaterial, serviceProvider } from '../subject.ts';

/** samlify as identity provider and service provider, configured to sign the assertion and to require that. */
export async function samlifyEntities(key: KeyMaterial, responseTemplate?: string) {
  const samlify = await loadSamlify();
  // samlify requires a schema validator; this one costs nothing.
  samlify.setSchemaValidator({ validate: async () => 'not validated' });
  const { post, redirect } = samlify.Constants.namespace.binding;
  const identityProvider = samlify.IdentityProvider({
    entityID: issuer,
    privateKey: key.privateKeyPem,
    signingCert: key.certificatePem,
    nameIDFormat: [emailAddress],
    isAssertionEncrypted: false,
    ...(responseTemplate && {
      loginResponseTemplate: { context: responseTemplate, attributes: [] },
    }),
    // Otherwise its metadata writer prints a warning.
    singleLogoutService: [{ Binding: redirect, Location: 'https://idp.example.test/saml2' }],
    singleSignOnService: [{ Binding: redirect, Location: 'https://idp.example.test/saml2' }],
  });
  const sp = samlify.ServiceProvider({
    entityID: serviceProvider.entityId,
    wantAssertionsSigned: true,
    assertionConsumerService: [
      { Binding: post, Location: serviceProvider.assertionConsumerService },
    ],
  });
  return { identityProvider, sp };
}
