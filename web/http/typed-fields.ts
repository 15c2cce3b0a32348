/** The values of a form that are text. */
type TextName<Form> = {
  [Name in keyof Form & string]: Form[Name] extends string ? Name : never;
}[keyof Form & string];

/** What a control shows of a form; the rest of it is its own: the label, the hint, the keyboard. */
export interface TypedField {
  name: string;
  /** As it was typed. */
  value: string;
  /** What is wrong with it, as one sentence. */
  error: string | undefined;
}

/**
 * The controls of a form in which a value, its control and what is said of it have one name:
 * `<Field label="Email" {...field('mail')} />`.
 *
 * @param errorOf what is wrong with the value of that name; `undefined` when nothing is
 */
export function typedFields<Form extends Readonly<Record<TextName<Form>, string>>>(
  form: Form,
  errorOf: (name: TextName<Form>) => string | undefined,
): (name: TextName<Form>) => TypedField {
  return (name) => ({ name, value: form[name], error: errorOf(name) });
}
