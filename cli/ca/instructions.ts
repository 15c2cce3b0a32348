import { shown } from '../data-folder-option.ts';
import type { ExportedAuthority } from './export-authority.ts';

/** How to trust it, one entry for each kind of program: its name and a line to type, or to set. */
function instructions({ file, lab, spki }: ExportedAuthority): [program: string, line: string][] {
  const path = quoted(file);
  return [
    ['curl', `curl --cacert ${path} ${lab ?? 'https://localhost:4000'}`],
    ['Node', `export NODE_EXTRA_CA_CERTS=${path}`],
    [
      'Java',
      `cp "$JAVA_HOME/lib/security/cacerts" samlab-cacerts && keytool -importcert -noprompt -alias samlab -file ${path} -keystore samlab-cacerts -storepass changeit && export JAVA_TOOL_OPTIONS="-Djavax.net.ssl.trustStore=$PWD/samlab-cacerts -Djavax.net.ssl.trustStorePassword=changeit"`,
    ],
    [
      'Python',
      `cat "$(python3 -c 'import ssl; print(ssl.get_default_verify_paths().cafile)')" ${path} > samlab-bundle.pem && export SSL_CERT_FILE="$PWD/samlab-bundle.pem" REQUESTS_CA_BUNDLE="$PWD/samlab-bundle.pem"`,
    ],
    [
      'Chromium, Linux',
      `mkdir -p ~/.pki/nssdb && certutil -A -d sql:$HOME/.pki/nssdb -t C,, -n samlab -i ${path}`,
    ],
    [
      'Chromium, test',
      `chromium --user-data-dir=NEW_FOLDER --ignore-certificate-errors-spki-list=${spki}`,
    ],
    ['Firefox', `certutil -A -d sql:PROFILE_FOLDER -t C,, -n samlab -i ${path}`],
    [
      'Debian, Ubuntu',
      `cp ${path} /usr/local/share/ca-certificates/samlab.crt && update-ca-certificates`,
    ],
    [
      'Alpine',
      `apk add ca-certificates && cp ${path} /usr/local/share/ca-certificates/samlab.crt && update-ca-certificates`,
    ],
  ];
}

/** What `samlab ca` prints, without a line break at the end. */
export function instructionsText(exported: ExportedAuthority): string {
  const { file, subject, notAfter, fingerprint, hosts } = exported;
  return [
    `${shown(file)} has the certificate of the lab's authority, without its key.`,
    `  ${subject}, until ${notAfter.slice(0, 10)}`,
    `  SHA-256 ${fingerprint}`,
    '',
    `It can vouch for these hosts and names below them only: ${hosts.join(', ')}.`,
    'samlab adds it nowhere; type the line of the program that shall trust it:',
    ...instructions(exported).flatMap(([program, line]) => ['', program, `  ${line}`]),
    '',
    'Firefox as policy: {"policies":{"Certificates":{"Install":[' +
      JSON.stringify(file) +
      ']}}} in policies.json. In a Dockerfile, put RUN before the line of Debian or Alpine.',
  ].join('\n');
}

/** For a POSIX shell. */
const quoted = (path: string): string =>
  /^[\w./@%+:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
