import { readFileSync } from 'node:fs';
import { type Comment, parseSync } from 'oxc-parser';

/** A node of the syntax tree, as far as it is read here. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

/** A declaration in a file of types. */
export interface Declaration {
  readonly name: string;
  readonly node: Node;
  readonly file: TypesFile;
}

/** A file of `dist/bundle/` with types. */
export class TypesFile {
  readonly source: string;
  readonly #comments: readonly Comment[];
  /** By its name in this file. */
  readonly declarations = new Map<string, Declaration>();
  /** What it exports under another name, or from another file: the local name by the exported one. */
  readonly exported = new Map<string, string>();
  /** What it imports from another of these files: the exported name there by the local name. */
  readonly imported = new Map<string, string>();

  constructor(name: string) {
    this.source = readFileSync(new URL(`../../dist/bundle/${name}`, import.meta.url), 'utf8');
    const { program, comments } = parseSync(name, this.source);
    this.#comments = comments.filter(({ value }) => value.startsWith('*'));
    for (const statement of program.body as unknown as Node[]) this.#read(statement);
  }

  /** The source text of a node. */
  textOf({ start, end }: Node): string {
    return this.source.slice(start, end);
  }

  /** The docstring before a node, without its frame; empty when there is none. */
  docOf(node: Node): string {
    const comment = this.#comments.findLast(({ end }) => end <= node.start);
    if (!comment || this.source.slice(comment.end, node.start).trim() !== '') return '';
    return comment.value
      .slice(1)
      .split('\n')
      .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
      .join('\n')
      .trim();
  }

  /** Text without comments, on one line. */
  plain(text: string): string {
    return text
      .replace(/\/\*[\s\S]*?\*\//g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  }

  #read(statement: Node): void {
    const named = nameOf(statement);
    if (statement.type === 'ImportDeclaration') {
      for (const { imported, local } of statement.specifiers as Specifier[])
        if (imported && local) this.imported.set(local.name, imported.name);
    } else if (statement.type === 'ExportNamedDeclaration') {
      for (const { local, exported } of statement.specifiers as Specifier[])
        if (local && exported) this.exported.set(exported.name, local.name);
      const inner = statement.declaration as Node | null;
      const name = inner && nameOf(inner);
      if (!name) return;
      this.declarations.set(name, { name, node: { ...inner, start: statement.start }, file: this });
      this.exported.set(name, name);
    } else if (named) this.declarations.set(named, { name: named, node: statement, file: this });
  }
}

interface Specifier {
  readonly imported?: { readonly name: string };
  readonly local?: { readonly name: string };
  readonly exported?: { readonly name: string };
}

function nameOf(node: Node): string | undefined {
  if (node.type === 'VariableDeclaration')
    return (node.declarations as { id: { name: string } }[])[0]?.id.name;
  return (node.id as { name?: string } | undefined)?.name;
}
