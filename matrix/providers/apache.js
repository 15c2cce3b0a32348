/** Apache of Debian with its own configuration in a folder: one module, and a CGI program that says who is signed in. */
import { serverUser, start, writeFiles } from './own-server.js';

const modules = ['mpm_event', 'authz_core', 'authz_user', 'authn_core', 'alias', 'dir', 'mime'];

/** Prints REMOTE_USER, which the module sets. */
const whoami = `#!/usr/bin/python3 -I
import json
import os

user = os.environ.get("REMOTE_USER")
if user is None:
    print("Status: 401")
print("Content-Type: application/json\\n")
print(json.dumps({} if user is None else {"user": user}))
`;

/**
 * Starts Apache with `module` (`{ name, file }`) and `settings`, its directives. `/me` is the CGI program, `/` a page; what guards them is up to
 * the settings.
 */
export function startApache({ port, folder }, module, settings) {
  writeFiles({
    'apache.conf': `
ServerRoot ${folder}
ServerName localhost:${port}
UseCanonicalName On
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog /dev/stderr
${serverUser === undefined ? '' : `User ${serverUser}\nGroup ${serverUser}`}
${[...modules, 'cgid'].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
LoadModule ${module.name} /usr/lib/apache2/modules/${module.file}
TypesConfig /etc/mime.types
DefaultRuntimeDir ${folder}
ScriptSock ${folder}/cgid.sock
StartServers 1
ThreadsPerChild 16
MaxRequestWorkers 16
ServerLimit 1
DocumentRoot ${folder}/htdocs
ScriptAlias /me ${folder}/whoami.cgi
<Directory ${folder}>
  Require all granted
</Directory>
<Location />
  Require all granted
</Location>
${settings}
`,
    'whoami.cgi': whoami,
    'htdocs/index.html': '<title>Hello</title>',
    'htdocs/private/index.html': '<title>Welcome</title>',
  });
  start('/usr/sbin/apache2', ['-f', `${folder}/apache.conf`, '-DFOREGROUND']);
}
