/**
 * Which folder may import what: the layers of docs/architecture.md, the public files of each folder, and the only folders that may import
 * certain libraries. `import-rules.test.ts` checks every import against these rules, imports of types too.
 */

const base = ['text-files', 'certs', 'saml', 'web', 'store', 'passwords', 'input', 'scim'];

/** The folders from the bottom up, each with the folders of ours that it may import. Folders not listed may import all of them. */
export const layers: Readonly<Record<string, readonly string[]>> = {
  browser: [],
  'text-files': [],
  certs: ['text-files'],
  saml: ['text-files'],
  web: [],
  store: [],
  passwords: [],
  input: ['text-files'],
  scim: [],
  exchanges: ['text-files', 'certs', 'saml', 'web'],
  idp: [...base, 'exchanges'],
  sp: [...base, 'exchanges'],
  'drop-in': [...base, 'exchanges'],
  catalogue: ['certs', 'saml'],
  corpus: ['certs', 'saml', 'store', 'idp', 'sp', 'catalogue'],
  explain: [...base, 'exchanges', 'idp', 'sp', 'catalogue'],
  lint: [...base, 'exchanges', 'idp', 'sp', 'catalogue', 'explain'],
  doctor: [...base, 'exchanges', 'idp', 'explain', 'lint'],
  lab: [...base, 'exchanges', 'idp', 'sp', 'drop-in', 'catalogue', 'explain', 'lint'],
  fixtures: ['lab'],
  check: [...base, 'exchanges', 'browser', 'idp', 'sp', 'catalogue', 'explain', 'lint', 'lab'],
  cli: [
    ...base,
    'exchanges',
    'browser',
    'idp',
    'sp',
    'drop-in',
    'catalogue',
    'corpus',
    'explain',
    'lint',
    'doctor',
    'lab',
    'check',
  ],
};

/** The files that other folders may import. Any file of a folder that is not listed may be imported. */
export const faces: Readonly<Record<string, readonly string[]>> = {
  idp: ['idp/index.ts'],
  sp: ['sp/index.ts'],
  'drop-in': ['drop-in/index.ts', 'drop-in/auth-sources.ts'],
  catalogue: ['catalogue/index.ts', 'catalogue/ids.ts'],
  corpus: ['corpus/index.ts'],
  explain: ['explain/index.ts'],
  lint: ['lint/index.ts'],
  doctor: ['doctor/index.ts'],
  lab: ['lab/index.ts', 'lab/library.ts'],
  check: ['check/index.ts'],
};

/** The only product folders that may import a library. */
export const doors: Readonly<Record<string, readonly string[]>> = {
  samlify: ['sp/samlify/', 'scenarios/witnesses/'],
  'xml-crypto': ['catalogue/', 'scenarios/'],
  '@xmldom/xmldom': ['catalogue/', 'scenarios/', 'check/report/'],
  'libxml2-wasm': ['saml/'],
  'node-forge': ['certs/'],
  '@simplewebauthn/server': ['idp/webauthn/'],
};

/** Folders without HTTP, which must not import Fastify. */
export const pure: readonly string[] = [
  'catalogue/',
  'corpus/',
  'exchanges/',
  'explain/',
  'lint/',
  'doctor/',
  'idp/response/',
  'idp/provisioning/wire/',
  'sp/acs/checks/',
  'sp/sign-out/checks/',
];

/** An import in the file `from`; `to` is a path from the root for our files, else the specifier of a package. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly ours: boolean;
}

/** The rule that an import breaks, as a sentence; undefined for an allowed import. */
export function brokenRule({ from, to, ours }: Import): string | undefined {
  return ours ? brokenLayer(from, to) : brokenDoor(from, to);
}

function brokenLayer(from: string, to: string): string | undefined {
  const [folder, other] = [folderOf(from), folderOf(to)];
  if (folder === other || other === '') return undefined;
  const test = isTest(from);
  const allowed = layers[folder];
  if (allowed && !allowed.includes(other) && !(test && isSupport(other)))
    return `${folder}/ may import ${allowed.length === 0 ? 'nothing of ours' : allowed.join(', ')}, not ${other}/`;
  const face = insiders.includes(from) ? undefined : faces[other];
  if (face && !face.includes(to) && !(test && to.includes('/testing/')))
    return `only ${face.join(' or ')} may be imported from outside ${other}/`;
  return undefined;
}

/** Measures parts of the sites, which are below their faces; other files of the bench get them from it. */
const insiders = ['bench/compiled.ts'];

/** Folders that any test may import: the bottom layer, and folders outside the layers, such as fixtures. */
const isSupport = (folder: string) =>
  !(folder in layers) || folder === 'browser' || base.includes(folder);

function brokenDoor(from: string, to: string): string | undefined {
  const library = packageOf(to);
  const pureFolder = pure.find((folder) => from.startsWith(folder));
  if (pureFolder && /^(?:@fastify\/|fastify(?:-plugin)?$)/.test(library))
    return `${pureFolder} must not import ${library}`;
  const door = doors[library];
  if (door && folderOf(from) in layers && !door.some((folder) => from.startsWith(folder)))
    return `${library} is imported in ${door.join(' and ')} only`;
  return undefined;
}

/** `a/b/c` is in the package `a`, `@a/b/c` in `@a/b`. */
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const folderOf = (file: string) => file.slice(0, Math.max(0, file.indexOf('/')));
/** Folders outside the layers, such as scenarios/ and bench/, have the freedom of tests. */
const isTest = (file: string) =>
  /\.(test|spec)\.tsx?$/.test(file) || file.includes('/testing/') || !(folderOf(file) in layers);
