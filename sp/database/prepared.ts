import type { CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Database, Tables } from './tables.ts';

type Value = string | number | null;

interface Compilable<Row> {
  compile(): CompiledQuery<Row>;
}

/**
 * A query that is built and compiled once per kind of database and then only gets its values: what a sign-in runs, it runs
 * for every sign-in, and building the text again costs twice what SQLite needs to answer.
 *
 * @param build the query, with `value('name')` wherever a value of a call belongs
 */
export function prepared<Values extends Record<string, Value>, Row>(
  build: (
    db: Database,
    value: <Name extends keyof Values & string>(name: Name) => Values[Name],
  ) => Compilable<Row>,
): (db: Database, values: Values) => Promise<QueryResult<Row>> {
  const compiled = new WeakMap<object, Statement<Row>>();
  return (db, values) => {
    const { adapter } = db.getExecutor(); // shared by a database and its transactions
    let statement = compiled.get(adapter);
    if (!statement) {
      statement = compile(db, build);
      compiled.set(adapter, statement);
    }
    const parameters = statement.names.map((name, index) =>
      name === undefined ? statement.query.parameters[index] : values[name],
    );
    return db.executeQuery({ ...statement.query, parameters });
  };
}

interface Statement<Row> {
  readonly query: CompiledQuery<Row>;
  /** Of each parameter in turn; undefined for one that the query text fixes. */
  readonly names: readonly (string | undefined)[];
}

/** Stands for a value while the query is compiled. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

function compile<Values extends Record<string, Value>, Row>(
  db: Kysely<Tables>,
  build: (
    db: Database,
    value: <Name extends keyof Values & string>(name: Name) => Values[Name],
  ) => Compilable<Row>,
): Statement<Row> {
  const value = <Name extends keyof Values & string>(name: Name) =>
    new Placeholder(name) as unknown as Values[Name];
  const query = build(db, value).compile();
  const names = query.parameters.map((parameter) =>
    parameter instanceof Placeholder ? parameter.name : undefined,
  );
  return { query, names };
}
