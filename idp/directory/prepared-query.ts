import type { Compilable } from 'kysely';
import type { Database } from './tables.ts';

const marker = '\u0000parameter:';

/**
 * Builds a query once and runs it many times: building and compiling costs several times what SQLite needs to answer, and
 * every sign-in asks the same questions.
 *
 * @param build receives a function that stands for a text parameter by name.
 * @returns runs the query with the parameters' values.
 */
export function prepareQuery<Name extends string, Row>(
  db: Database,
  build: (parameter: (name: Name) => string) => Compilable<Row>,
): (values: Record<Name, string>) => Promise<Row[]> {
  const compiled = build((name) => marker + name).compile();
  return async (values) => {
    const parameters = compiled.parameters.map((value) =>
      typeof value === 'string' && value.startsWith(marker)
        ? values[value.slice(marker.length) as Name]
        : value,
    );
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
}
