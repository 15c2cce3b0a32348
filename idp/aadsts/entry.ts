/** An error of Entra's catalogue (entra-saml.md 8), with advice that this mock adds for the developer. */
export interface Entry<Values> {
  /** Entra's name of the error. */
  readonly name: string;
  /** The text after `AADSTSnnnnn: `. */
  readonly message: (values: Values) => string;
  /** Why it happened and what to do about it; our words, not Entra's. */
  readonly advice: string;
  /** HTTP status of the error page; Entra's is not documented. Default 400. */
  readonly status?: number;
}

/** Gives an entry its type: the values that its message needs. */
export function entry<Values = Record<never, never>>(e: Entry<Values>): Entry<Values> {
  return e;
}
