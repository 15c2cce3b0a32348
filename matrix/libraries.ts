import { readFileSync } from 'node:fs';
import { type InstalledVersion, installedVersion } from './debian.ts';

/** One column of the matrix: a library in a small service provider. */
export interface Library {
  readonly name: string;
  /** Its file in `providers/`. */
  readonly program: string;
  /** The packages that do the work of SAML, the library first: of npm, or of Debian when `debian` is there. */
  readonly packages: readonly string[];
  /** All Debian packages that its service provider needs. Without them it is skipped; `scripts/provide-witnesses.ts` installs those that tests use. */
  readonly debian?: readonly string[];
  /** How it was set up, and from which documentation. One sentence. */
  readonly setUp: string;
  /** Remarks on failed cases, by id. One sentence each. */
  readonly notes?: Readonly<Record<string, string>>;
}

/** In the order of the columns. */
export const libraries: readonly Library[] = [
  {
    name: 'node-saml',
    program: 'node-saml.js',
    packages: ['@node-saml/node-saml', 'xml-crypto'],
    setUp:
      'As in its README, with validateInResponseTo and idpIssuer, which are off by default; without passport.',
  },
  {
    name: 'passport-saml',
    program: 'passport-saml.js',
    packages: ['@node-saml/passport-saml', '@node-saml/node-saml', 'passport'],
    setUp: 'As in the examples of its README, with defaults for everything else.',
  },
  {
    name: 'samlify',
    program: 'samlify.js',
    packages: ['samlify', '@authenio/samlify-xmllint-wasm', 'xml-crypto'],
    setUp:
      'As in its guide: assertions must be signed, the identity provider is read from metadata, and a schema validator by the same authors is set.',
  },
  {
    name: 'saml2-js',
    program: 'saml2-js.js',
    packages: ['saml2-js', 'xml-crypto'],
    setUp:
      'As in the express example of its README, with allow_unencrypted_assertion from its list of options, because Entra does not encrypt by default.',
    notes: {
      'proto-enc-rsa15':
        'It decrypts with the defaults of its dependency xml-encryption, which allow this algorithm with a warning; the library has no setting to refuse it.',
    },
  },
  {
    name: 'saml-jackson',
    program: 'saml-jackson.js',
    packages: ['@boxyhq/saml-jackson', '@boxyhq/saml20', 'xml-crypto'],
    setUp:
      'Embedded, as in its example for express, with its in-memory database: it sends the user back by OAuth 2.0, with an error after a response that it refuses; the page of the application lists all claims.',
  },
  {
    name: 'python3-saml',
    program: 'python3-saml.py',
    packages: ['python3-onelogin-saml2', 'python3-xmlsec'],
    debian: ['python3-onelogin-saml2', 'python3-flask'],
    setUp:
      'As in its demo for Flask, with strict on, signed assertions required and deprecated algorithms refused; a refusal is a page with status 200, what it raises is status 500, and the page of the application lists all attributes.',
  },
  {
    name: 'pysaml2',
    program: 'pysaml2.py',
    packages: ['python3-pysaml2', 'xmlsec1'],
    debian: ['python3-pysaml2', 'xmlsec1', 'python3-flask'],
    setUp:
      'As in its how-to for a service provider, with signed assertions required; it refuses by raising, which becomes status 500 as in its example, and the page of the application lists all attributes.',
  },
  {
    name: 'ruby-saml',
    program: 'ruby-saml.rb',
    packages: ['ruby-saml', 'ruby-nokogiri'],
    debian: ['ruby-saml', 'ruby-webrick'],
    setUp:
      'As in its README, without Rails, with signed assertions required and the ID of the request passed as matches_request_id.',
  },
  {
    name: 'lasso',
    program: 'python-lasso.py',
    packages: ['python3-lasso', 'liblasso3'],
    debian: ['python3-lasso', 'python3-flask'],
    setUp:
      'Its Python binding; the application calls validateConditions and compares getInResponseTo, which the library leaves to it.',
  },
  {
    name: 'mod_auth_mellon',
    program: 'mod_auth_mellon.js',
    packages: ['libapache2-mod-auth-mellon', 'liblasso3', 'apache2-bin'],
    debian: ['libapache2-mod-auth-mellon', 'apache2-bin'],
    setUp: 'As in its README; a CGI program prints REMOTE_USER, which is the NameID.',
  },
  {
    name: 'shibboleth-sp',
    program: 'shibboleth-sp.js',
    packages: ['libapache2-mod-shib', 'shibboleth-sp-utils', 'apache2-bin'],
    debian: ['libapache2-mod-shib', 'shibboleth-sp-utils', 'apache2-bin'],
    setUp:
      'As in its example configuration, over http, with its policy blockUnsolicited for sign-ins and the NameID as REMOTE_USER, which a CGI program prints; its default page for every refusal has status 500.',
  },
  {
    name: 'simplesamlphp',
    program: 'simplesamlphp.js',
    packages: ['simplesamlphp', 'php-cli'],
    debian: ['simplesamlphp', 'php-cli', 'php-xml', 'php-mbstring'],
    setUp:
      'As in its quick start for a service provider, with signed assertions required and logout messages validated, in the built-in web server of PHP; the page of the application lists all attributes.',
  },
];

/** Name and installed version of each package: of npm the copy that the library itself loads, else Debian's. */
export function versionsOf(
  { packages, debian }: Pick<Library, 'packages' | 'debian'>,
  versionOf: InstalledVersion = installedVersion,
): string[] {
  if (debian) return packages.map((name) => `${name} ${versionOf(name) ?? '?'}`);
  const [library = ''] = packages;
  return packages.map((name) => {
    const nested = `node_modules/${library}/node_modules/${name}/package.json`;
    return `${name} ${versionIn(nested) ?? versionIn(`node_modules/${name}/package.json`) ?? '?'}`;
  });
}

function versionIn(file: string): string | undefined {
  try {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    return (JSON.parse(text) as { version: string }).version;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
