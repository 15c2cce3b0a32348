import type { CompiledQuery, Kysely, QueryResult } from 'kysely';

type Value = string | number | Uint8Array | null;

interface Compilable<Row> {
  compile(): CompiledQuery<Row>;
}

/** A placeholder for the value that each call passes under this name. */
export type ValueOf<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name];

/**
 * A query that is built and compiled once per kind of database; each call only passes values. Building the text for every sign-in would
 * take several times as long as SQLite's answer.
 *
 * @param build builds the query, with `value('name')` for each value that a call passes
 * @returns a function that runs the query in a database or one of its transactions
 */
export function prepared<Tables, Values extends Record<keyof Values, Value>, Row>(
  build: (db: Kysely<Tables>, value: ValueOf<Values>) => Compilable<Row>,
): (db: Kysely<Tables>, values: Values) => Promise<QueryResult<Row>> {
  const compiled = new WeakMap<object, Statement<Values, Row>>();
  return (db, values) => {
    const { adapter } = db.getExecutor(); // shared by a database and its transactions
    let statement = compiled.get(adapter);
    if (!statement) {
      statement = compile(db, build);
      compiled.set(adapter, statement);
    }
    const { query, names } = statement;
    const parameters = names.map((name, index) =>
      name === undefined ? query.parameters[index] : values[name],
    );
    return db.executeQuery({ ...query, parameters });
  };
}

interface Statement<Values, Row> {
  readonly query: CompiledQuery<Row>;
  /** The name of each parameter in order; undefined for a constant. */
  readonly names: readonly (keyof Values | undefined)[];
}

/** A placeholder for a value while the query is compiled. */
class Placeholder<Values> {
  readonly name: keyof Values;

  constructor(name: keyof Values) {
    this.name = name;
  }
}

function compile<Tables, Values, Row>(
  db: Kysely<Tables>,
  build: (db: Kysely<Tables>, value: ValueOf<Values>) => Compilable<Row>,
): Statement<Values, Row> {
  const value = <Name extends keyof Values & string>(name: Name) =>
    new Placeholder<Values>(name) as unknown as Values[Name];
  const query = build(db, value).compile();
  const names = query.parameters.map((parameter) =>
    parameter instanceof Placeholder ? (parameter as Placeholder<Values>).name : undefined,
  );
  return { query, names };
}
