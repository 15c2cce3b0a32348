interface Fact {
  readonly term: string;
  readonly value: string;
  /** URN of the extension that it belongs to. */
  readonly note?: string;
}

/** What SCIM wrote of an employee besides the fields of the page, one line for each value. @param attributes JSON text, as it is stored */
export function furtherAttributes(attributes: string | null): Fact[] {
  if (attributes === null) return [];
  const values: unknown = JSON.parse(attributes);
  return Object.entries(isObject(values) ? values : {}).flatMap(([name, value]) =>
    isObject(value) && name.startsWith('urn:')
      ? Object.entries(value).flatMap(([inner, one]) =>
          facts(inner, one).map((fact) => ({ ...fact, note: name })),
        )
      : facts(name, value),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function facts(term: string, value: unknown): Fact[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => fromList(term, one));
  if (isObject(value))
    return Object.entries(value).flatMap(([name, one]) => facts(`${term}.${name}`, one));
  return [{ term, value: String(value) }];
}

/** An entry of `emails` and the like: its value, with its type in the name. */
function fromList(term: string, one: unknown): Fact[] {
  if (!isObject(one)) return facts(term, one);
  const { type, value, primary: _, ...rest } = one;
  const name = typeof type === 'string' ? `${term} (${type})` : term;
  return [...(value === undefined ? [] : facts(name, value)), ...facts(name, rest)];
}
