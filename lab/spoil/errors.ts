import type { ErrorAnswer } from '../../web/http/error-answer.ts';

/** Why a case cannot be armed or shown. */
export class SpoilError extends Error {
  readonly code: 'unknown_case' | 'not_by_hand';
  readonly status: 404 | 400;

  constructor(code: SpoilError['code'], message: string) {
    super(message);
    this.name = 'SpoilError';
    this.code = code;
    this.status = code === 'unknown_case' ? 404 : 400;
  }
}

/** The texts of the error page; undefined for any other error. */
export function describeSpoilError(error: unknown): ErrorAnswer | undefined {
  if (!(error instanceof SpoilError)) return undefined;
  const { code, status, message } = error;
  return {
    code,
    status,
    detail: message,
    title: code === 'unknown_case' ? 'No such case' : 'This case cannot be armed',
    whatToDo: 'Choose a case from the list, which the lab home links to.',
  };
}
