/** mod_auth_mellon as in its user guide, on a site without TLS: its program makes the key and the metadata. */
import { execFileSync } from 'node:child_process';
import { startApache } from './apache.js';
import { announce, prepare, writeFiles } from './own-server.js';

export const settings = ({ folder, made }) => `
MellonLockFile ${folder}/mellon.lock
<Location />
  MellonEnable info
  MellonEndpointPath /mellon
  MellonSPPrivateKeyFile ${folder}/${made}.key
  MellonSPCertFile ${folder}/${made}.cert
  MellonSPMetadataFile ${folder}/${made}.xml
  MellonIdPMetadataFile ${folder}/idp.xml
  MellonSecureCookie On
  MellonSubjectConfirmationDataAddressCheck Off
</Location>
<Location /private>
  AuthType Mellon
  MellonEnable auth
  Require valid-user
</Location>
`;

const site = await prepare();
const entityId = `${site.url}/mellon/metadata`;
const made = entityId.replace(/[^0-9A-Za-z.]+/g, '_'); // as the program names its files
execFileSync('/usr/sbin/mellon_create_metadata', [entityId, `${site.url}/mellon`], {
  stdio: 'ignore',
});
writeFiles({ 'idp.xml': site.idp.metadata });
const module = { name: 'auth_mellon_module', file: 'mod_auth_mellon.so' };
startApache(site, module, settings({ ...site, made }));
await announce({
  url: site.url,
  metadata: entityId,
  login: `${site.url}/mellon/login?ReturnTo=${encodeURIComponent(`${site.url}/me`)}`,
});
