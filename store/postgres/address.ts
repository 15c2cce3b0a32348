/** Whether the place of a database is the URL of a PostgreSQL server, rather than a file or `:memory:`. */
export const isPostgresUrl = (place: string): boolean => /^postgres(?:ql)?:\/\//i.test(place);

/** Names the database for a person: without user name, password and parameters, which may be secret. */
export function databaseOf(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return 'of DATABASE_URL';
  const name = decoded(parsed.pathname.slice(1));
  const host = parsed.host || parsed.searchParams.get('host') || 'localhost';
  return name === '' ? `at ${decoded(host)}` : `${name} at ${decoded(host)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The schema with the tables of `idp`, `sp` or another store; also what the server shows as the name of a program that has it open. */
export const schemaOf = (name: string): string => `samlab_${name}`;
