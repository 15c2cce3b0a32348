/** Who may import what: the layers of docs/architecture.md, their public faces, and the one door of each library. */

/** Folders from the bottom up, each with the folders of ours that it may import. */
export const layers: Readonly<Record<string, readonly string[]>> = {
  browser: [],
  certs: [],
  saml: [],
  web: [],
  store: [],
  passwords: [],
  idp: ['certs', 'saml', 'web', 'store', 'passwords'],
  sp: ['certs', 'saml', 'web', 'store', 'passwords'],
  catalogue: ['certs', 'saml'],
  lab: ['certs', 'saml', 'web', 'store', 'passwords', 'idp', 'sp', 'catalogue'],
  check: ['browser', 'certs', 'saml', 'web', 'store', 'passwords', 'idp', 'sp', 'catalogue', 'lab'],
  cli: [
    'browser',
    'certs',
    'saml',
    'web',
    'store',
    'passwords',
    'idp',
    'sp',
    'catalogue',
    'lab',
    'check',
  ],
};

/** The files of a folder that other folders may import; folders that are not listed have no face. */
export const faces: Readonly<Record<string, readonly string[]>> = {
  idp: ['idp/index.ts'],
  sp: ['sp/index.ts'],
  catalogue: ['catalogue/index.ts'],
  lab: ['lab/index.ts', 'lab/library.ts'],
  check: ['check/index.ts'],
};

/** The folders that may import a library. */
export const doors: Readonly<Record<string, readonly string[]>> = {
  samlify: ['sp/samlify/', 'scenarios/witnesses/'],
  'xml-crypto': ['catalogue/', 'scenarios/'],
  '@xmldom/xmldom': ['catalogue/', 'scenarios/', 'check/report/'],
  'libxml2-wasm': ['saml/'],
  'node-forge': ['certs/'],
};

/** Folders that know no HTTP. */
export const pure: readonly string[] = [
  'catalogue/',
  'idp/response/',
  'sp/acs/checks/',
  'sp/sign-out/checks/',
];

/** One import as it stands in a file; `to` is a path from the root for files of ours, else a package name. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly ours: boolean;
}

/** The rule that an import breaks, as a sentence; undefined when it breaks none. */
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
  const face = faces[other];
  if (face && !face.includes(to) && !(test && to.includes('/testing/')))
    return `only ${face.join(' or ')} may be imported from outside ${other}/`;
  return undefined;
}

/** What tests may use besides: the rest of the ground, and the folders above all layers. */
const isSupport = (folder: string) => (layers[folder] ?? []).length === 0;

function brokenDoor(from: string, to: string): string | undefined {
  if (to === 'fastify' && pure.some((folder) => from.startsWith(folder)))
    return `${pure.find((folder) => from.startsWith(folder))} knows no HTTP`;
  const door = doors[to];
  if (door && folderOf(from) in layers && !door.some((folder) => from.startsWith(folder)))
    return `${to} is imported in ${door.join(' and ')} only`;
  return undefined;
}

const folderOf = (file: string) => file.slice(0, Math.max(0, file.indexOf('/')));
const isTest = (file: string) =>
  /\.(test|spec)\.tsx?$/.test(file) || file.includes('/testing/') || !(folderOf(file) in layers);
