import * as validator from '@authenio/samlify-xmllint-wasm';
import * as samlify from 'samlify';

samlify.setSchemaValidator(validator);

/**
 * The service provider at a URL, and the identity provider that it trusts.
 *
 * @param idpMetadata XML
 */
export function createSaml(url, idpMetadata) {
  const entityId = `${url}/saml/metadata`;
  const sp = samlify.ServiceProvider({
    entityID: entityId,
    wantAssertionsSigned: true,
    assertionConsumerService: [
      { Binding: samlify.Constants.namespace.binding.post, Location: `${url}/saml/acs` },
    ],
  });
  const idp = samlify.IdentityProvider({ metadata: idpMetadata });
  return {
    metadata: () => sp.getMetadata(),
    /** `{ id, context }`: the ID of the AuthnRequest, and the URL to send the browser to. */
    request: () => sp.createLoginRequest(idp, 'redirect'),
    /** The user of a response to the request with this ID. samlify verifies signature and times; the rest is up to the application. */
    async userOf(body, requestId) {
      const { extract } = await sp.parseLoginResponse(idp, 'post', { body });
      if (extract.response.inResponseTo !== requestId)
        throw new Error('It answers another request.');
      if (extract.issuer !== idp.entityMeta.getEntityID())
        throw new Error('Its issuer is unknown.');
      if (extract.audience !== entityId) throw new Error('It is for another audience.');
      return extract.nameID;
    },
  };
}
