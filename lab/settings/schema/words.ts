import { type TSchema, Type } from 'typebox';

/** A mistyped key is a fault, not a value that changes nothing. */
export const strict = { additionalProperties: false };

/** A text, with what it says and, if it has a shape, an example of it. */
export const text = (description: string, examples: readonly string[] = []) =>
  Type.String({ description, ...(examples.length > 0 && { examples }) });
export const flag = (description: string) => Type.Boolean({ description });
export const list = <Item extends TSchema>(item: Item, description: string) =>
  Type.Array(item, { description });
export const optional = Type.Optional;

/** Names of things in the same file. */
export const names = (description: string) => optional(list(Type.String(), description));
