/**
 * Loads the peers, with types for the parts that we use, so that the project compiles while they are not installed
 * (scripts/install-locked.ts). Each peer is configured for its highest speed.
 */

/** auth0 `saml`: writes an Assertion into a template, signs it with xml-crypto. */
export interface Auth0Saml {
  Saml20: {
    create(options: Auth0SamlOptions): string;
    create(
      options: Auth0SamlOptions & Auth0Encryption,
      done: (error: Error | null, assertion: string) => void,
    ): void;
  };
}

/** For whom the assertion is encrypted. */
export interface Auth0Encryption {
  encryptionCert: Buffer;
  encryptionPublicKey: Buffer;
  encryptionAlgorithm: string;
  keyEncryptionAlgorithm: string;
  /** It refuses CBC, which Entra uses, unless this is false. */
  disallowEncryptionWithInsecureAlgorithm: boolean;
  warnOnInsecureEncryptionAlgorithm: boolean;
}

export interface Auth0SamlOptions {
  cert: Buffer;
  key: Buffer;
  uid?: string;
  issuer: string;
  lifetimeInSeconds: number;
  audiences: string;
  recipient: string;
  inResponseTo: string;
  attributes: Record<string, string>;
  nameIdentifier: string;
  nameIdentifierFormat: string;
  sessionIndex: string;
  signatureAlgorithm: 'rsa-sha256';
  digestAlgorithm: 'sha256';
  signatureNamespacePrefix: string;
  authnContextClassRef: string;
}

export interface Samlify {
  setSchemaValidator(validator: { validate(xml: string): Promise<string> }): void;
  Constants: { namespace: { binding: { post: string; redirect: string } } };
  SamlLib: { replaceTagsByValue(template: string, tags: Record<string, string>): string };
  IdentityProvider(settings: object): SamlifyIdentityProvider;
  ServiceProvider(settings: object): SamlifyServiceProvider;
}

export interface SamlifyIdentityProvider {
  createLoginResponse(
    sp: SamlifyServiceProvider,
    request: { extract: { request: { id: string } } },
    binding: 'post',
    user: object,
    replace: (template: string) => { id: string; context: string },
  ): Promise<{ context: string }>;
}

export interface SamlifyServiceProvider {
  parseLoginResponse(
    idp: SamlifyIdentityProvider,
    binding: 'post',
    request: { body: { SAMLResponse: string } },
  ): Promise<{ extract: { nameID?: string } }>;
}

export interface NodeSaml {
  SAML: new (
    options: object,
  ) => {
    validatePostResponseAsync(form: {
      SAMLResponse: string;
    }): Promise<{ profile: { nameID: string } | null }>;
  };
}

/** CommonJS packages are imported as `default`, some also as named exports. */
async function load<T>(name: string): Promise<T> {
  const loaded: { default?: T } & T = await import(name);
  return loaded.default ?? loaded;
}

export const loadAuth0Saml = () => load<Auth0Saml>('saml');
export const loadSamlify = () => load<Samlify>('samlify');
export const loadNodeSaml = () => load<NodeSaml>('@node-saml/node-saml');
