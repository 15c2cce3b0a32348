import { type Declaration, type Node, TypesFile } from './declarations.ts';

/** What one import of the package gives. */
export interface Entry {
  readonly specifier: string;
  /** In alphabetical order, with the exported name. */
  readonly exports: readonly (Declaration & { readonly exportedAs: string })[];
}

export interface PublicApi {
  readonly entries: readonly Entry[];
  /** Types that are named in what is exported, and in these types, and are not exported; in alphabetical order. */
  readonly further: readonly Declaration[];
}

const files = {
  samlab: 'library.d.ts',
  'samlab/playwright': 'playwright.d.ts',
  'samlab/testing': 'testing.d.ts',
};

/** Reads the types of the package as the last build made them. */
export function readPublicApi(): PublicApi {
  const shared = new TypesFile('shared-types.d.ts');
  const find = (file: TypesFile, name: string): Declaration | undefined => {
    const own = file.declarations.get(name);
    const elsewhere = file.imported.get(name);
    if (own || elsewhere === undefined || file === shared) return own;
    return shared.declarations.get(shared.exported.get(elsewhere) ?? '');
  };
  const entries = Object.entries(files).map(([specifier, name]) => {
    const file = new TypesFile(name);
    const exports = [...file.exported].flatMap(([exportedAs, local]) => {
      const found = find(file, local);
      return found ? [{ ...found, exportedAs }] : [];
    });
    return { specifier, exports: exports.sort((a, b) => compare(a.exportedAs, b.exportedAs)) };
  });
  const exported = new Set(entries.flatMap((entry) => entry.exports.map(({ node }) => node)));
  const seen = new Set<Declaration>();
  const visit = (declaration: Declaration): void => {
    for (const name of namesIn(declaration.node)) {
      const found = find(declaration.file, name);
      if (!found || seen.has(found) || exported.has(found.node)) continue;
      seen.add(found);
      visit(found);
    }
  };
  for (const { exports } of entries) for (const each of exports) visit(each);
  return { entries, further: [...seen].sort((a, b) => compare(a.name, b.name)) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Members that a user of the package sees: no constructor, which only the package calls, and nothing private. */
export const isPublic = (member: Node): boolean =>
  member.accessibility !== 'private' &&
  member.kind !== 'constructor' &&
  (member.key as Node | undefined)?.type !== 'PrivateIdentifier';

/** The members of an interface or a class; undefined for anything else. */
export const membersOf = ({ body }: Node): readonly Node[] | undefined =>
  (body as { body?: readonly Node[] } | undefined)?.body;

/** Every name that the public part of a declaration mentions. */
function namesIn(node: Node): Set<string> {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    else if (typeof value === 'object' && value !== null) {
      const inner = value as Node;
      if (inner.type === 'Identifier' && typeof inner.name === 'string') names.add(inner.name);
      const members = membersOf(inner);
      if (members) {
        walk(members.filter(isPublic));
        walk([inner.extends, inner.superClass, inner.implements, inner.typeParameters]);
      } else for (const each of Object.values(inner)) walk(each);
    }
  };
  walk(node);
  return names;
}

/**
 * What lacks a docstring: exported declarations, the functions of every type, and the members of exported types.
 *
 * @returns names such as `Lab.start`
 */
export function withoutDocstring({ entries, further }: PublicApi): string[] {
  const exported = entries.flatMap(({ exports }) => exports);
  const unsaid = (declaration: Declaration, isWanted: (member: Node) => boolean) =>
    (membersOf(declaration.node) ?? [])
      .filter((member) => isPublic(member) && isWanted(member))
      .filter((member) => declaration.file.docOf(member) === '')
      .map((member) => `${declaration.name}.${(member.key as { name: string }).name}`);
  return [
    ...exported.filter(({ node, file }) => file.docOf(node) === '').map(({ name }) => name),
    ...exported.flatMap((each) => unsaid(each, () => true)),
    ...further.flatMap((each) => unsaid(each, isFunction)),
  ];
}

const isFunction = ({ type }: Node): boolean =>
  type === 'TSMethodSignature' ||
  type === 'MethodDefinition' ||
  type === 'TSAbstractMethodDefinition';
