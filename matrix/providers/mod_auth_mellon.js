/** mod_auth_mellon as in its README, on a site without TLS. */
import { startApache } from './apache.js';
import { announce, prepare, writeFiles } from './own-server.js';

export const settings = ({ folder }) => `
MellonLockFile ${folder}/mellon.lock
<Location />
  MellonEnable info
  MellonEndpointPath /mellon
  MellonSPPrivateKeyFile ${folder}/key.pem
  MellonSPCertFile ${folder}/cert.pem
  MellonIdPMetadataFile ${folder}/idp.xml
  MellonSecureCookie httponly
  MellonSubjectConfirmationDataAddressCheck Off
</Location>
<Location /private>
  AuthType Mellon
  MellonEnable auth
  Require valid-user
</Location>
`;

const site = await prepare();
writeFiles({
  'key.pem': site.key.privateKey,
  'cert.pem': site.key.certificate,
  'idp.xml': site.idp.metadata,
});
startApache(site, { name: 'auth_mellon_module', file: 'mod_auth_mellon.so' }, settings(site));
await announce({
  url: site.url,
  metadata: `${site.url}/mellon/metadata`,
  login: `${site.url}/mellon/login?ReturnTo=${encodeURIComponent(`${site.url}/me`)}`,
});
