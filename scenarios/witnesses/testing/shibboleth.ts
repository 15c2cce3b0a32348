import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const SHIBD = '/usr/sbin/shibd';
const APACHE = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';

/** Whether Debian's Shibboleth service provider and Apache are installed. */
export const hasShibboleth = (): boolean =>
  [SHIBD, APACHE, `${MODULES}/mod_shib.so`].every((file) => existsSync(file));

/** How a Shibboleth service provider knows the identity provider. */
export interface ShibbolethTrust {
  /** Entity ID of the identity provider. */
  readonly issuer: string;
  /** XML of a `MetadataProvider` element. */
  readonly metadataProvider: string;
}

/** A Shibboleth service provider of Debian: shibd, and Apache with mod_shib, on a port of this machine. */
export class Shibboleth implements AsyncDisposable {
  readonly url: string;
  readonly #folder: string;
  readonly #processes: readonly ChildProcess[];

  private constructor(url: string, folder: string, processes: readonly ChildProcess[]) {
    this.url = url;
    this.#folder = folder;
    this.#processes = processes;
  }

  get metadata(): string {
    return `${this.url}/Shibboleth.sso/Metadata`;
  }

  get login(): string {
    return `${this.url}/Shibboleth.sso/Login?target=${encodeURIComponent(`${this.url}/`)}`;
  }

  /** JSON with the attributes of the session, the NameID among them. */
  get whoami(): string {
    return `${this.url}/Shibboleth.sso/Session`;
  }

  /** @param port a free one */
  static async start(port: number, trust: ShibbolethTrust): Promise<Shibboleth> {
    const folder = mkdtempSync(join(tmpdir(), 'samlab-shibboleth-'));
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'html'));
    writeFileSync(join(folder, 'html', 'index.html'), 'Hello');
    const url = `http://localhost:${port}`;
    const keys = ['-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=shibboleth'];
    const files = ['-keyout', join(folder, 'sp-key.pem'), '-out', join(folder, 'sp-cert.pem')];
    execFileSync('openssl', ['req', '-x509', ...keys, ...files], { stdio: 'pipe' });
    writeFileSync(join(folder, 'attribute-map.xml'), attributeMap);
    writeFileSync(join(folder, 'shibboleth2.xml'), shibboleth2(url, folder, trust));
    writeFileSync(join(folder, 'apache.conf'), apache(port, folder));
    const config = join(folder, 'shibboleth2.xml');
    const shibd = spawn(SHIBD, ['-F', '-f', '-c', config, '-p', join(folder, 'shibd.pid')], {
      stdio: 'ignore',
    });
    await until(() => existsSync(join(folder, 'shibd.sock')));
    chmodSync(join(folder, 'shibd.sock'), 0o777);
    const server = spawn(APACHE, ['-X', '-f', join(folder, 'apache.conf')], { stdio: 'ignore' });
    const site = new Shibboleth(url, folder, [server, shibd]);
    await until(async () => (await fetch(site.metadata).catch(() => undefined))?.ok === true);
    return site;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const each of this.#processes) {
      if (each.exitCode !== null || each.signalCode !== null) continue;
      const ended = once(each, 'exit');
      each.kill('SIGKILL');
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await holds()) return;
    await delay(100);
  }
  throw new Error('Shibboleth did not start within 30 seconds.');
}

const attributeMap = `<Attributes xmlns="urn:mace:shibboleth:2.0:attribute-map" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Attribute name="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" id="nameid">
    <AttributeDecoder xsi:type="NameIDAttributeDecoder" formatter="$Name"/>
  </Attribute>
</Attributes>`;

const shibboleth2 = (url: string, folder: string, { issuer, metadataProvider }: ShibbolethTrust) =>
  `<SPConfig xmlns="urn:mace:shibboleth:3.0:native:sp:config" clockSkew="180">
  <OutOfProcess logger="${logger(folder)}"/>
  <UnixListener address="${folder}/shibd.sock"/>
  <ApplicationDefaults entityID="${url}/shibboleth" REMOTE_USER="nameid">
    <Sessions lifetime="28800" timeout="3600" relayState="ss:mem" checkAddress="false" handlerSSL="false" cookieProps="http">
      <SSO entityID="${issuer}">SAML2</SSO>
      <Handler type="MetadataGenerator" Location="/Metadata" signing="false"/>
      <Handler type="Session" Location="/Session" showAttributeValues="true" contentType="application/json"/>
    </Sessions>
    <Errors supportContact="root@localhost"/>
    ${metadataProvider}
    <AttributeExtractor type="XML" path="${folder}/attribute-map.xml"/>
    <CredentialResolver type="File" key="${folder}/sp-key.pem" certificate="${folder}/sp-cert.pem"/>
  </ApplicationDefaults>
  <SecurityPolicyProvider type="XML" path="/etc/shibboleth/security-policy.xml"/>
  <ProtocolProvider type="XML" path="/etc/shibboleth/protocols.xml"/>
</SPConfig>`;

/** The one of Debian writes below /var/log. */
function logger(folder: string): string {
  const file = join(folder, 'shibd.logger');
  const text = readFileSync('/etc/shibboleth/shibd.logger', 'utf8');
  writeFileSync(file, text.replaceAll(/\/?[\w/]*\/?(\w+)\.log$/gm, `${folder}/$1.log`));
  return file;
}

const apache = (port: number, folder: string) => `ServerRoot ${folder}
ServerName http://localhost:${port}
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
LoadModule mpm_event_module ${MODULES}/mod_mpm_event.so
LoadModule authn_core_module ${MODULES}/mod_authn_core.so
LoadModule authz_core_module ${MODULES}/mod_authz_core.so
LoadModule dir_module ${MODULES}/mod_dir.so
LoadModule mime_module ${MODULES}/mod_mime.so
TypesConfig /etc/mime.types
LoadModule mod_shib ${MODULES}/mod_shib.so
ShibConfig ${folder}/shibboleth2.xml
User www-data
Group www-data
DocumentRoot ${folder}/html
UseCanonicalName On
<Location />
  Require all granted
</Location>
`;
