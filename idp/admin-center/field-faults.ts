import type { Fault } from '../../input/invalid-input.ts';

/** One broken rule at a field of a form; `field` is the name of the form field, `''` the form as a whole. */
export interface FieldFault {
  field: string;
  code: string;
  message: string;
}

/**
 * Moves the faults of the directory to the fields of a form.
 *
 * @param fields the form field of each property whose field has another name; `replyUrls` also moves `replyUrls.1`
 * @param labels what the page calls a field; a sentence that begins with the name of the property begins with it instead
 */
export function fieldFaults(
  faults: readonly Fault[],
  fields: Readonly<Record<string, string>> = {},
  labels: Readonly<Record<string, string>> = {},
): FieldFault[] {
  return faults.map(({ property, code, message }) => {
    const [name = '', ...position] = property.split('.');
    const field = fields[property] ?? [fields[name] ?? name, ...position].join('.');
    return { field, code, message: inWordsOfPage(message, property, labels[field]) };
  });
}

/** A sentence about a property, with the label of its field in place of the name that programs use. */
export const inWordsOfPage = (message: string, property: string, label: string | undefined) =>
  label !== undefined && message.startsWith(`${property} `)
    ? `${label}${message.slice(property.length)}`
    : message;
