import { SamlError } from '../saml/errors.ts';
import type { ErrorAnswer } from '../web/http/error-answer.ts';

/** A request that this site does not answer. The words are for the person at the browser. */
export class DropInRefusal extends Error {
  readonly code: string;
  readonly title: string;
  readonly whatToDo: string;

  /** @param code stable, for programs */
  constructor(code: string, title: string, detail: string, whatToDo: string) {
    super(detail);
    this.code = code;
    this.title = title;
    this.whatToDo = whatToDo;
  }
}

/** The answer to an error of this site; undefined for any other. */
export function describeRefusal(error: unknown): ErrorAnswer | undefined {
  if (error instanceof DropInRefusal) {
    const { code, title, message: detail, whatToDo } = error;
    return { status: 400, code, title, detail, whatToDo };
  }
  if (error instanceof SamlError)
    return {
      status: 400,
      code: 'message_unreadable',
      title: 'The message cannot be read',
      detail: error.message,
      whatToDo: 'Correct what the service provider sends.',
    };
  return undefined;
}
