/** SimpleSAMLphp as in its quick start for a service provider, in PHP's built-in web server. */
import { symlinkSync } from 'node:fs';
import { announce, prepare, start, writeFiles } from './own-server.js';

export const settings = ({ url, idp }) => `
// config/authsources.php
$config = [
    'default-sp' => [
        'saml:SP',
        'entityID' => '${url}/metadata',
        'idp' => '${idp.entityId}',
        'privatekey' => 'key.pem',
        'certificate' => 'cert.pem',
        'WantAssertionsSigned' => true,
        'validate.logout' => true,
        'NameIDPolicy' => ['Format' => 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
    ],
];
// metadata/saml20-idp-remote.php
$metadata['${idp.entityId}'] = [
    'SingleSignOnService' => '${idp.singleSignOn}',
    'SingleLogoutService' => '${idp.singleSignOn}',
    'certificate' => 'idp.pem',
];
`;

/** config/config.php: where everything is, and a site without TLS. */
const config = ({ url, folder }) => `<?php
$config = [
    'baseurlpath' => '${url}/simplesaml/',
    'certdir' => '${folder}/cert/',
    'loggingdir' => '${folder}/',
    'datadir' => '${folder}/',
    'tempdir' => '${folder}/temp',
    'metadatadir' => '${folder}/metadata/',
    'timezone' => 'UTC',
    'secretsalt' => 'a service provider of the library matrix',
    'auth.adminpassword' => 'unused',
    'technicalcontact_email' => 'na@example.org',
    'logging.handler' => 'errorlog',
    'logging.level' => SimpleSAML\\Logger::NOTICE,
    'module.enable' => ['core' => true, 'saml' => true],
    'store.type' => 'phpsession',
    'session.phpsession.savepath' => '${folder}',
    'session.cookie.secure' => false,
    'session.cookie.samesite' => null,
    'metadata.sources' => [['type' => 'flatfile']],
    'production' => true,
];
`;

const application = `<?php
require_once '/usr/share/simplesamlphp/lib/_autoload.php';
$as = new \\SimpleSAML\\Auth\\Simple('default-sp');
`;
const login = `${application}
$as->requireAuth(['ReturnTo' => '/me.php']);
header('Location: /me.php');
`;
const whoami = `${application}
header('Content-Type: application/json');
if (!$as->isAuthenticated()) {
    http_response_code(401);
    exit('{}');
}
echo json_encode([
    'user' => $as->getAuthData('saml:sp:NameID')->getValue(),
    'attributes' => $as->getAttributes(),
]);
`;

const logout = `${application}
$as->logout('/me.php');
`;

const site = await prepare();
const { url, folder } = site;
const signing = site.signsRequests ? "'sign.authnrequest' => true," : '';
const [authSources, idpMetadata] = settings(site)
  .replace("'validate.logout'", `${signing}$&`)
  .split('// metadata/');
writeFiles({
  'config/config.php': config(site),
  'config/authsources.php': `<?php\n${authSources}`,
  'metadata/saml20-idp-remote.php': `<?php\n// ${idpMetadata}`,
  'cert/key.pem': site.key.privateKey,
  'cert/cert.pem': site.key.certificate,
  'cert/idp.pem': site.idp.certificate,
  'htdocs/index.php': '<title>Hello</title>',
  'htdocs/login.php': login,
  'htdocs/logout.php': logout,
  'htdocs/me.php': whoami,
});
symlinkSync('/usr/share/simplesamlphp/www', 'htdocs/simplesaml');
const log = ['-d', 'display_errors=stderr', '-d', 'log_errors=1', '-d', 'error_log=/dev/stderr'];
start('/usr/bin/php', [...log, '-S', `localhost:${site.port}`, '-t', 'htdocs'], {
  SIMPLESAMLPHP_CONFIG_DIR: `${folder}/config`,
  PHP_CLI_SERVER_WORKERS: '4',
});
await announce({
  url,
  metadata: `${url}/simplesaml/module.php/saml/sp/metadata.php/default-sp`,
  login: `${url}/login.php`,
  whoami: `${url}/me.php`,
});
