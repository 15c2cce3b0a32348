import { readFileSync } from 'node:fs';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { LabError } from './errors.ts';
import { readablePassword } from './readable-password.ts';
import { companyAdministrator, users } from './tutorial.ts';
import { writePrivateFile } from './write-private-file.ts';

const seededNames = [
  ...users.map(({ userPrincipalName }) => userPrincipalName),
  companyAdministrator.email,
];

/** Where the three sites answer, without a trailing slash. */
export const Urls = Type.Object({ lab: Type.String(), idp: Type.String(), sp: Type.String() });

const Shape = Type.Object({
  /** Version of this file. */
  samlab: Type.Literal(1),
  /** By user name. The databases hold hashes only, and the banner shows the passwords again after a restart. */
  passwords: Type.Object(
    Object.fromEntries(seededNames.map((name) => [name, Type.String({ minLength: 1 })])),
    { additionalProperties: Type.String() },
  ),
  /** The lab was first started with `empty`. */
  empty: Type.Optional(Type.Boolean()),
  /** What the settings of the lab created, so that it can be deleted with them: the ids of each object by its key. */
  createdBySettings: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
  /** How often it was started with a seed, so that no start gives the ids of an earlier one again. */
  seededStarts: Type.Optional(Type.Integer({ minimum: 0 })),
  /** Where the sites answered last; absent until both sites are seeded. */
  urls: Type.Optional(Urls),
});

/** The lab's own state, next to the two databases. */
export type LabFile = Type.Static<typeof Shape>;

/** The file of a lab that has not been seeded yet, with new passwords. */
export function newLabFile(): LabFile {
  const passwords = Object.fromEntries(seededNames.map((name) => [name, readablePassword()]));
  return { samlab: 1, passwords };
}

/**
 * Returns undefined when the file does not exist.
 *
 * @throws {LabError} `lab_file_damaged` when the file is not a lab file
 */
export function readLabFile(path: string): LabFile | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw damaged(path);
  }
  try {
    return parseLabFile(text);
  } catch {
    throw damaged(path);
  }
}

/** @param text JSON of a lab file. @throws {Error} when it is not one */
export const parseLabFile = (text: string): LabFile => Value.Parse(Shape, JSON.parse(text));

/** A crash leaves either the old file or the new one. */
export function writeLabFile(path: string, content: LabFile): void {
  writePrivateFile(path, `${JSON.stringify(content, null, 2)}\n`);
}

function damaged(path: string): LabError {
  return new LabError(
    'lab_file_damaged',
    (option) =>
      `The file ${path} is not a valid lab file. Restore it from a copy, or start with ${option.fresh} to make a new lab.`,
  );
}
