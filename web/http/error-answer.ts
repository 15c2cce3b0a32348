import type { VNode } from 'preact';

/** What a site says about one error: enough for a page and for a problem document (RFC 9457). */
export interface ErrorAnswer {
  status: number;
  /** What is wrong, in a few words. */
  title: string;
  /** One sentence: what is wrong and where. */
  detail: string;
  /** One sentence: what to do about it. */
  whatToDo?: string | undefined;
  /** A stable name for programs; member `code` of the problem document. */
  code: string;
  /** RFC 9457 `type`; default `about:blank`. */
  type?: string | undefined;
  /** Further members of the problem document (RFC 9457 3.2). */
  problem?: Record<string, unknown> | undefined;
  /** A page of the site's own in place of the plain error page. */
  page?: VNode | undefined;
}

/** The part of an error that may be looked at; Fastify and its plugins set `statusCode` and `code`. */
export interface KnownError {
  statusCode?: number;
  code?: string;
  message?: string;
}

type Sentence = Omit<ErrorAnswer, 'status'>;

const formOutOfDate =
  'Go back, reload the page and send the form again. Cookies must be allowed for this site.';

const byCode: Record<string, Sentence> = {
  FST_CSRF_MISSING_SECRET: {
    code: 'csrf_secret_missing',
    title: 'This form could not be accepted',
    detail: 'The form came without the cookie that belongs to it.',
    whatToDo: formOutOfDate,
  },
  FST_CSRF_INVALID_TOKEN: {
    code: 'csrf_token_invalid',
    title: 'This form is out of date',
    detail: 'The form did not carry the token that this browser was given.',
    whatToDo: formOutOfDate,
  },
  multipart_broken: {
    code: 'multipart_broken',
    title: 'This form could not be read',
    detail: 'The request says that it is multipart/form-data, but its body is not.',
    whatToDo: 'Go back, reload the page and send the form again.',
  },
};

const badRequest: Sentence = {
  code: 'bad_request',
  title: 'This request could not be understood',
  detail: 'A field is missing, given twice, or not of the expected form.',
  whatToDo: 'Go back and try again from the start.',
};

const byStatus: Record<number, Sentence> = {
  403: {
    code: 'forbidden',
    title: 'This is not open to you',
    detail: 'The account that is signed in may not do this.',
    whatToDo: 'Sign in with an account that may.',
  },
  404: {
    code: 'not_found',
    title: 'There is nothing at this address',
    detail: 'The address does not belong to a page of this site.',
    whatToDo: 'Check the address, or begin at the start page.',
  },
  405: {
    code: 'method_not_allowed',
    title: 'This address does not take that kind of request',
    detail: 'The page exists, but not for this HTTP method.',
    whatToDo: 'Begin at the start page.',
  },
  413: {
    code: 'too_large',
    title: 'That was too much at once',
    detail: 'The request is larger than this address accepts.',
    whatToDo: 'Send less: a SAML message of more than a few hundred kilobytes is not a real one.',
  },
  415: {
    code: 'unsupported_media_type',
    title: 'This address takes forms only',
    detail: 'The request body has a Content-Type that this address does not read.',
    whatToDo: 'Send application/x-www-form-urlencoded, as an HTML form does.',
  },
};

const unexpected: Sentence = {
  code: 'internal_error',
  title: 'Something went wrong here',
  detail:
    'The request could not be answered because of a fault in this program, not because of what you sent.',
  whatToDo: 'Try again. If it happens again, look for the request id in the log.',
};

/**
 * What is said when the site itself has no words for an error. Status and code decide; the error's own message may hold
 * anything and stays in the log, except that of a schema.
 */
export function defaultAnswer(error: KnownError): ErrorAnswer {
  const status =
    error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 600
      ? error.statusCode
      : 500;
  const known = byCode[error.code ?? ''] ?? byStatus[status];
  const answer = { status, ...(known ?? (status < 500 ? badRequest : unexpected)) };
  // A schema's complaint names the field and the rule, never the value.
  if (error.code === 'FST_ERR_VALIDATION' && error.message) {
    return { ...answer, detail: `The form does not have the expected fields: ${error.message}.` };
  }
  return answer;
}
