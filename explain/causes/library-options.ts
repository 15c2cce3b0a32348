/** Names of settings in the usual SAML libraries of service providers, each with the source in which it was found. */

export type Library =
  | 'node-saml'
  | 'samlify'
  | 'python3-saml'
  | 'ruby-saml'
  | 'Spring Security'
  | 'Shibboleth SP'
  | 'Sustainsys.Saml2';

export interface LibraryOption {
  readonly library: Library;
  /** As written in its configuration; what it must be, where that is not plain. */
  readonly option: string;
  /** A file of its repository, or a page of its documentation. */
  readonly source: string;
}

const sources = {
  'node-saml': 'node-saml/node-saml src/types.ts, 5.1.0; passport-saml has the same options',
  samlify: 'tngan/samlify src/types.ts, 2.13.1',
  'python3-saml': 'SAML-Toolkits/python3-saml README.md',
  'ruby-saml': 'SAML-Toolkits/ruby-saml lib/onelogin/ruby-saml/settings.rb, 1.x',
  rubyReadme: 'SAML-Toolkits/ruby-saml UPGRADING.md, 1.6',
  boot: 'https://docs.spring.io/spring-boot/4.1/reference/security/saml2.html',
  spring:
    'https://docs.spring.io/spring-security/reference/servlet/saml2/login/authentication.html',
  shibbolethConfig: 'https://shibboleth.atlassian.net/wiki/spaces/SP3/pages/2063695926',
  shibbolethApplication: 'https://shibboleth.atlassian.net/wiki/spaces/SP3/pages/2063695997',
  shibbolethRun: 'matrix/providers/shibboleth-sp.js, with which samlab runs Shibboleth SP 3',
  shibbolethInitiator:
    'https://shibboleth.atlassian.net/wiki/pages/diffpages.action?originalId=2597486621&pageId=2617442763',
  sustainsys: 'Sustainsys/Saml2 docs/config-elements/sustainsys-saml2.rst',
  sustainsysIdp: 'Sustainsys/Saml2 docs/config-elements/identity-providers.rst',
} as const;

const registration = 'spring.security.saml2.relyingparty.registration.ID';

const nodeSaml = (option: string) => of('node-saml', option, sources['node-saml']);
const samlify = (option: string) => of('samlify', option, sources.samlify);
const python = (option: string) => of('python3-saml', option, sources['python3-saml']);
const ruby = (option: string, source: string = sources['ruby-saml']) =>
  of('ruby-saml', option, source);
const spring = (option: string, source: string = sources.boot) =>
  of('Spring Security', option, source);
const shibboleth = (option: string, source: string) => of('Shibboleth SP', option, source);
const sustainsys = (option: string, source: string = sources.sustainsys) =>
  of('Sustainsys.Saml2', option, source);

function of(library: Library, option: string, source: string): LibraryOption {
  return { library, option, source };
}

/** By what is set. Libraries without such an option, or whose option was not found in a source, are missing. */
export const libraryOptions = {
  entityId: [
    nodeSaml('issuer; audience, which is issuer by default'),
    samlify('entityID of ServiceProvider (samlify itself does not check the audience)'),
    python('sp.entityId'),
    ruby('settings.sp_entity_id'),
    spring(
      'RelyingPartyRegistration entityId; by default {baseUrl}/saml2/service-provider-metadata/{registrationId}',
      sources.spring,
    ),
    shibboleth('entityID of <ApplicationDefaults>', sources.shibbolethApplication),
    sustainsys('entityId of <sustainsys.saml2>'),
  ],
  acsUrl: [
    nodeSaml('callbackUrl'),
    samlify('assertionConsumerService[].Location of ServiceProvider'),
    python(
      'sp.assertionConsumerService.url; the host of the request that is given to OneLogin_Saml2_Auth',
    ),
    ruby('settings.assertion_consumer_service_url'),
    spring(
      'assertionConsumerServiceLocation of the RelyingPartyRegistration; by default {baseUrl}/login/saml2/sso/{registrationId}',
      sources.spring,
    ),
    sustainsys('publicOrigin and modulePath of <sustainsys.saml2>'),
  ],
  idpEntityId: [
    nodeSaml('idpIssuer'),
    samlify('metadata, or entityID, of IdentityProvider'),
    python('idp.entityId'),
    ruby('settings.idp_entity_id'),
    spring(`${registration}.assertingparty.entity-id`),
    shibboleth('entityID of <SSO>; <MetadataProvider>', sources.shibbolethRun),
    sustainsys('entityId of <add> in <identityProviders>', sources.sustainsysIdp),
  ],
  idpLoginUrl: [
    nodeSaml('entryPoint'),
    samlify('metadata, or singleSignOnService[].Location, of IdentityProvider'),
    python('idp.singleSignOnService.url'),
    ruby('settings.idp_sso_service_url'),
    spring(`${registration}.assertingparty.singlesignon.url`),
    shibboleth(
      '<MetadataProvider> with the metadata of the identity provider',
      sources.shibbolethRun,
    ),
  ],
  idpLogoutUrl: [
    nodeSaml('logoutUrl'),
    samlify('metadata, or singleLogoutService[].Location, of IdentityProvider'),
    python('idp.singleLogoutService.url'),
    ruby('settings.idp_slo_service_url'),
    spring(`${registration}.assertingparty.singlelogout.url`),
    shibboleth(
      '<MetadataProvider> with the metadata of the identity provider',
      sources.shibbolethRun,
    ),
  ],
  idpCertificate: [
    nodeSaml('idpCert (before version 5: cert); a list during a rollover'),
    samlify('metadata, or signingCert, of IdentityProvider'),
    python('idp.x509cert, or idp.x509certMulti.signing during a rollover'),
    ruby('settings.idp_cert, or settings.idp_cert_multi[:signing] during a rollover'),
    spring(`${registration}.assertingparty.verification.credentials[0].certificate-location`),
    shibboleth(
      '<MetadataProvider> with the metadata of the identity provider',
      sources.shibbolethRun,
    ),
    sustainsys('loadMetadata and metadataLocation, or <signingCertificate>', sources.sustainsysIdp),
  ],
  whatIsSigned: [
    nodeSaml('wantAuthnResponseSigned and wantAssertionsSigned; both are true by default'),
    samlify('wantMessageSigned and wantAssertionsSigned of ServiceProvider'),
    python('security.wantMessagesSigned and security.wantAssertionsSigned'),
    ruby('settings.security[:want_assertions_signed]'),
  ],
  clockSkew: [
    nodeSaml('acceptedClockSkewMs, 0 by default'),
    samlify('clockDrifts of ServiceProvider: milliseconds for NotBefore and NotOnOrAfter'),
    ruby(
      'allowed_clock_drift of OneLogin::RubySaml::Response, in seconds',
      'SAML-Toolkits/ruby-saml README.md',
    ),
    spring('CLOCK_SKEW of the assertion validator', sources.spring),
    shibboleth('clockSkew of <SPConfig>, 180 seconds by default', sources.shibbolethConfig),
  ],
  requestOfBrowser: [
    nodeSaml(
      'validateInResponseTo, requestIdExpirationPeriodMs and cacheProvider, which several processes must share',
    ),
    python('request_id of process_response'),
    ruby(
      'matches_request_id of OneLogin::RubySaml::Response',
      'matrix/providers/ruby-saml.rb, with which samlab runs ruby-saml 1.x',
    ),
    spring(
      'Saml2AuthenticationRequestRepository, by default the HTTP session',
      'spring-projects/spring-security HttpSessionSaml2AuthenticationRequestRepository',
    ),
    shibboleth('policyId="blockUnsolicited" of <SSO>', sources.shibbolethRun),
    sustainsys(
      'allowUnsolicitedAuthnResponse of <add> in <identityProviders>',
      sources.sustainsysIdp,
    ),
  ],
  weakAlgorithm: [
    python('security.rejectDeprecatedAlgorithm'),
    sustainsys('minIncomingSigningAlgorithm of <sustainsys.saml2>'),
  ],
  decryptionKey: [
    nodeSaml('decryptionPvk'),
    samlify('encPrivateKey and isAssertionEncrypted of ServiceProvider'),
    python('sp.privateKey and sp.x509cert'),
    ruby('settings.private_key and settings.certificate'),
    spring(`${registration}.decryption.credentials[0].private-key-location`),
    shibboleth('<CredentialResolver>', sources.shibbolethRun),
    sustainsys('<serviceCertificates>'),
  ],
  nameIdFormat: [
    nodeSaml('identifierFormat; null sends none'),
    samlify('nameIDFormat of ServiceProvider'),
    python('sp.NameIDFormat'),
    ruby('settings.name_identifier_format'),
    shibboleth('NameIDFormat of a SessionInitiator', sources.shibbolethInitiator),
    sustainsys('<nameIdPolicy>'),
  ],
  authnContext: [
    nodeSaml('authnContext, racComparison; disableRequestedAuthnContext: true sends none'),
    python('security.requestedAuthnContext: false sends none'),
    ruby('settings.authn_context, settings.authn_context_comparison'),
    shibboleth('authnContextComparison of a SessionInitiator', sources.shibbolethInitiator),
    sustainsys('<requestedAuthnContext>'),
  ],
  rawQuery: [
    python(
      'validate_signature_from_qs: True and query_string in the request that is given to OneLogin_Saml2_Auth; or lowercase_urlencoding: True',
    ),
    ruby('raw_get_params of Logoutresponse.new and SloLogoutrequest.new', sources.rubyReadme),
  ],
  requestEncoding: [
    nodeSaml('authnRequestBinding: HTTP-POST needs skipRequestCompression: true'),
    ruby('settings.compress_request'),
    sustainsys('binding of <add> in <identityProviders>', sources.sustainsysIdp),
  ],
} as const satisfies Record<string, readonly LibraryOption[]>;

export type Setting = keyof typeof libraryOptions;
