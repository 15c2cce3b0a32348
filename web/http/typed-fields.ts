/** The names of a form's text values. */
type TextName<Form> = {
  [Name in keyof Form & string]: Form[Name] extends string ? Name : never;
}[keyof Form & string];

/** The props of a control that come from the form; label, hint and input type do not. */
export interface TypedField {
  name: string;
  /** As it was typed. */
  value: string;
  /** One sentence. */
  error: string | undefined;
}

/**
 * For forms in which the value, the control and the error share one name: `<Field label="Email" {...field('mail')} />`.
 *
 * @param errorOf the error of the value of that name, if any
 */
export function typedFields<Form extends Readonly<Record<TextName<Form>, string>>>(
  form: Form,
  errorOf: (name: TextName<Form>) => string | undefined,
): (name: TextName<Form>) => TypedField {
  return (name) => ({ name, value: form[name], error: errorOf(name) });
}
