/** A member of an answer, for the table on the page. */
export interface Member {
  /** `fields.SAMLResponse`, `users[].id`. */
  readonly name: string;
  readonly type: string;
  readonly always: boolean;
  readonly meaning: string;
}

interface Described {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Described[];
  readonly items?: Described;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly required?: readonly string[];
}

type Schemas = Readonly<Record<string, unknown>>;

/** Every member of an answer, with those of its members. @param schemas named ones, which are listed with the answer that they are */
export function membersOfAnswer(schema: unknown, schemas: Schemas): Member[] {
  const given = schema as Described;
  const { items } = given;
  const named = referredTo(items ?? given, schemas);
  return membersBelow(named, items ? '[].' : '');
}

function membersBelow({ properties = {}, required = [] }: Described, before: string): Member[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const inside = schema.items ?? schema;
    const below = `${before}${name}${schema.items ? '[]' : ''}.`;
    return [
      {
        name: before + name,
        type: typeOf(schema),
        always: required.includes(name),
        meaning: schema.description ?? '',
      },
      ...membersBelow(inside, below),
    ];
  });
}

const nameIn = ($ref: string) => $ref.slice($ref.lastIndexOf('/') + 1);

const referredTo = (schema: Described, schemas: Schemas): Described =>
  schema.$ref === undefined ? schema : (schemas[nameIn(schema.$ref)] as Described);

function typeOf({ $ref, type, items, anyOf, enum: values, const: value }: Described): string {
  if ($ref !== undefined) return nameIn($ref);
  if (items) return `list of ${typeOf(items)}`;
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(' or ');
  if (values) return values.join(' or ');
  return value === undefined ? (type ?? 'any') : String(value);
}
