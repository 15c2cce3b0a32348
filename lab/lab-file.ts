import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { LabError } from './errors.ts';
import { readablePassword } from './passwords.ts';
import { companyAdministrator, users } from './tutorial.ts';

const Urls = Type.Object({ lab: Type.String(), idp: Type.String(), sp: Type.String() });

const Shape = Type.Object({
  /** Version of this file. */
  samlab: Type.Literal(1),
  /** By user name; the databases hold hashes only, and the banner is to show them again after a restart. */
  passwords: Type.Record(Type.String(), Type.String()),
  /** It began with the administrators alone. */
  empty: Type.Optional(Type.Boolean()),
  /** Where the sites answered last; absent until both sides are seeded. */
  urls: Type.Optional(Urls),
});

/** What the lab itself remembers, beside the two databases. */
export type LabFile = Type.Static<typeof Shape>;

/** A lab that is yet to be seeded, with passwords of its own. */
export function newLabFile(): LabFile {
  const names = [...users.map((user) => user.userPrincipalName), companyAdministrator.email];
  return { samlab: 1, passwords: Object.fromEntries(names.map((n) => [n, readablePassword()])) };
}

/** Returns undefined when there is no such file. Throws LabError `lab_file_damaged` when it is not one of ours. */
export function readLabFile(path: string): LabFile | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw damaged(path);
  }
  try {
    return Value.Parse(Shape, JSON.parse(text));
  } catch {
    throw damaged(path);
  }
}

/** Written aside and renamed, so that a crash leaves the old file or the new one. Readable by the owner alone. */
export function writeLabFile(path: string, content: LabFile): void {
  const aside = `${path}.new`;
  writeFileSync(aside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(aside, path);
}

function damaged(path: string): LabError {
  return new LabError(
    'lab_file_damaged',
    `The file ${path} cannot be read as samlab's. Put back a copy of it, or start with --fresh to make a new lab.`,
  );
}
