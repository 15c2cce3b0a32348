import { readFileSync } from 'node:fs';

/** One column of the matrix: a library in a small service provider. */
export interface Library {
  readonly name: string;
  /** The npm packages that do the work of SAML, the library first. */
  readonly packages: readonly string[];
  /** How it was set up, and after which text. One sentence. */
  readonly setUp: string;
  /** Where a failed case says less than it seems to, or more, by its id. One sentence each. */
  readonly notes?: Readonly<Record<string, string>>;
}

/** In the order of the columns. `providers/{name}.js` is the service provider. */
export const libraries: readonly Library[] = [
  {
    name: 'node-saml',
    packages: ['@node-saml/node-saml', 'xml-crypto'],
    setUp:
      'After its README, with validateInResponseTo and idpIssuer set, which are off by default; without passport.',
  },
  {
    name: 'passport-saml',
    packages: ['@node-saml/passport-saml', '@node-saml/node-saml', 'passport'],
    setUp: 'As in the examples of its README; what they do not mention is at its default.',
  },
  {
    name: 'samlify',
    packages: ['samlify', '@authenio/samlify-xmllint-wasm', 'xml-crypto'],
    setUp:
      "After its guide: assertions must be signed, the identity provider is read from its metadata, and one of its makers' schema validators is set.",
  },
  {
    name: 'saml2-js',
    packages: ['saml2-js', 'xml-crypto'],
    setUp:
      'As in the express example of its README, with allow_unencrypted_assertion from its example of options: Entra encrypts nothing unless told to.',
    notes: {
      'proto-enc-rsa15':
        'It decrypts with its dependency xml-encryption at the defaults, which allow this algorithm with a warning; the library has no setting to refuse it.',
    },
  },
];

/** Name and installed version of each package, the copy that the library itself loads. */
export function versionsOf({ packages: [own = '', ...others] }: Library): string[] {
  return [own, ...others].map((name) => {
    const nested = `node_modules/${own}/node_modules/${name}/package.json`;
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

/**
 * The function `settings` of a service provider as it stands in its source, so that the report cannot say anything else.
 *
 * @throws {TypeError} when the source has none.
 */
export function settingsOf({ name }: Pick<Library, 'name'>): string {
  const source = readFileSync(new URL(`providers/${name}.js`, import.meta.url), 'utf8');
  const found = /^export const settings = ([\s\S]*?^\}\));$/m.exec(source)?.[1];
  if (found === undefined) throw new TypeError(`providers/${name}.js exports no settings.`);
  return found;
}
