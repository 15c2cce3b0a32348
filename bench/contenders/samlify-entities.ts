import { loadSamlify } from '../peers.ts';
import { emailAddress, issuer, type KeyMaterial, serviceProvider } from '../subject.ts';

/** Both halves of samlify, set to sign the assertion with the key, and to want that. */
export async function samlifyEntities(key: KeyMaterial, responseTemplate?: string) {
  const samlify = await loadSamlify();
  // samlify refuses to work without a schema validator. One that looks at nothing costs it nothing.
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
    // Its metadata writer warns when there is none.
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
