import type { CompiledQuery, Kysely, QueryResult } from 'kysely';

type Value = string | number | null;

interface Compilable<Row> {
  compile(): CompiledQuery<Row>;
}

/** Stands for the value that a call will give by this name. */
export type ValueOf<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name];

/**
 * A query that is built and compiled once per kind of database and then only gets its values: what a sign-in runs, it runs
 * for every sign-in, and building the text again costs several times what SQLite needs to answer.
 *
 * @param build the query, with `value('name')` wherever a value of a call belongs
 * @returns runs it in a database or one of its transactions, with these values
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
  /** Of each parameter in turn; undefined for one that the query text fixes. */
  readonly names: readonly (keyof Values | undefined)[];
}

/** Stands for a value while the query is compiled. */
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
