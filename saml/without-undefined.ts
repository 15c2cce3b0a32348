/** With `exactOptionalPropertyTypes` an optional property is absent, not undefined. */
type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy without the keys whose value is undefined. */
export function withoutUndefined<T extends object>(value: T): Given<T> {
  const given: Partial<T> = {};
  for (const key of Object.keys(value) as (keyof T)[])
    if (value[key] !== undefined) given[key] = value[key];
  return given as unknown as Given<T>;
}
