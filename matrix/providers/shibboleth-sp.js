/** The Shibboleth SP as in its example configuration, on a site without TLS: shibd, and mod_shib in Apache. */
import { startApache } from './apache.js';
import { announce, prepare, serverUser, start, writeFiles } from './own-server.js';

export const settings = ({ url, folder, idp }) => `
<SPConfig xmlns="urn:mace:shibboleth:3.0:native:sp:config" clockSkew="180">
  <OutOfProcess logger="${folder}/logger"/>
  <InProcess logger="${folder}/logger"/>
  <UnixListener address="${folder}/shibd.sock"/>
  <ApplicationDefaults entityID="${url}/shibboleth" REMOTE_USER="name-id">
    <Sessions lifetime="28800" timeout="3600" relayState="ss:mem" checkAddress="false"
        handlerSSL="false" cookieProps="https" redirectLimit="exact">
      <SSO entityID="${idp.entityId}" policyId="blockUnsolicited">SAML2</SSO>
      <Logout>SAML2 Local</Logout>
      <Handler type="MetadataGenerator" Location="/Metadata" signing="false"/>
    </Sessions>
    <MetadataProvider type="XML" path="${folder}/idp.xml"/>
    <AttributeExtractor type="XML" validate="true" path="${folder}/attribute-map.xml"/>
    <AttributeFilter type="XML" validate="true" path="/etc/shibboleth/attribute-policy.xml"/>
    <CredentialResolver type="File" key="${folder}/key.pem" certificate="${folder}/cert.pem"/>
  </ApplicationDefaults>
  <SecurityPolicyProvider type="XML" validate="true" path="/etc/shibboleth/security-policy.xml"/>
  <ProtocolProvider type="XML" validate="true" path="/etc/shibboleth/protocols.xml"/>
</SPConfig>
`;

/** NameIDs as Entra sends them, under one name. */
const attributeMap = `
<Attributes xmlns="urn:mace:shibboleth:2.0:attribute-map" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${[
  '1.1:nameid-format:emailAddress',
  '1.1:nameid-format:unspecified',
  '2.0:nameid-format:persistent',
]
  .map(
    (format) => `  <Attribute name="urn:oasis:names:tc:SAML:${format}" id="name-id">
    <AttributeDecoder xsi:type="NameIDAttributeDecoder" formatter="$Name"/>
  </Attribute>`,
  )
  .join('\n')}
</Attributes>
`;

const logger = `
log4j.rootCategory=INFO, log
log4j.appender.log=org.apache.log4j.FileAppender
log4j.appender.log.fileName=/dev/stderr
log4j.appender.log.layout=org.apache.log4j.PatternLayout
log4j.appender.log.layout.ConversionPattern=%d{%Y-%m-%d %H:%M:%S} %p %c %x: %m%n
`;

const site = await prepare();
const { url, folder } = site;
writeFiles({
  'shibboleth2.xml': settings(site).trim(),
  'attribute-map.xml': attributeMap.trim(),
  logger,
  'idp.xml': site.idp.metadata,
  'key.pem': site.key.privateKey,
  'cert.pem': site.key.certificate,
});
const user = serverUser === undefined ? [] : ['-u', serverUser, '-g', serverUser];
start('/usr/sbin/shibd', [
  ...['-f', '-F', '-c', `${folder}/shibboleth2.xml`, '-p', `${folder}/shibd.pid`],
  ...user,
]);
startApache(
  site,
  { name: 'mod_shib', file: 'mod_shib.so' },
  `
ShibConfig ${folder}/shibboleth2.xml
<Location />
  AuthType shibboleth
  ShibRequestSetting requireSession false
  Require shibboleth
</Location>
`,
);
await announce({
  url,
  metadata: `${url}/Shibboleth.sso/Metadata`,
  login: `${url}/Shibboleth.sso/Login?target=${encodeURIComponent(`${url}/me`)}`,
});
