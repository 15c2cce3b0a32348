import type { VNode } from 'preact';

/** The answer to one error: enough for a page and for a problem document (RFC 9457). */
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
  /** A page that replaces the default error page. */
  page?: VNode | undefined;
}

/** The members that errors of Fastify and its plugins have. */
export interface KnownError {
  statusCode?: number;
  code?: string;
  message?: string;
}

type Wording = Omit<ErrorAnswer, 'status'>;

const formOutOfDate = 'Go back, reload the page and send the form again. This site needs cookies.';

const databaseUnusable = (code: string, what: string): Wording => ({
  code,
  title: 'The database cannot be used',
  detail: `This site could not save or read its data: the database ${what}.`,
  whatToDo:
    'The log says more. Restart samlab with the cause gone, or restore the data folder from a copy.',
});

const byCode: Record<string, Wording> = {
  FST_CSRF_MISSING_SECRET: {
    code: 'csrf_secret_missing',
    title: 'This form could not be accepted',
    detail: 'The cookie that belongs to this form is missing.',
    whatToDo: formOutOfDate,
  },
  FST_CSRF_INVALID_TOKEN: {
    code: 'csrf_token_invalid',
    title: 'This form is out of date',
    detail: 'The token in the form is not the one that this browser was given.',
    whatToDo: formOutOfDate,
  },
  disk_full: {
    code: 'disk_full',
    title: 'The disk is full',
    detail: 'This site could not save what you did, because the disk of its data folder is full.',
    whatToDo: 'Free some space, then do it again; samlab need not be restarted.',
  },
  not_writable: databaseUnusable('not_writable', 'could not be written'),
  damaged: databaseUnusable('damaged', 'is damaged'),
  busy: {
    code: 'busy',
    title: 'The database is busy',
    detail: 'This site could not save or read its data: the database was in use for too long.',
    whatToDo: 'Try again in a moment; what was saved before is kept.',
  },
  incomplete: databaseUnusable('incomplete', 'has only a part of its tables'),
  denied: databaseUnusable('denied', 'refuses the user name and password of this site'),
  no_database: databaseUnusable('no_database', 'does not exist any more'),
  newer: {
    code: 'newer',
    title: 'This samlab is too old',
    detail: 'A newer samlab has changed the database of this site.',
    whatToDo: 'Update samlab here and start it again; what was saved before is kept.',
  },
  unreachable: {
    code: 'unreachable',
    title: 'The database cannot be reached',
    detail: 'This site could not save or read its data: the database server does not answer.',
    whatToDo:
      'Try again once it runs; what was saved before is kept, and samlab need not be restarted.',
  },
  foreign_origin: {
    code: 'foreign_origin',
    title: 'This form came from another site',
    detail: 'The browser says that a page of another site or port sent this request.',
    whatToDo: 'Open the page on this site, and send its own form.',
  },
  address_undecodable: {
    code: 'address_undecodable',
    title: 'This address cannot be read',
    detail: 'It has a % that does not begin the code of a character.',
    whatToDo: 'Write %25 for such a %, or go to the start page.',
  },
  address_too_long: {
    code: 'address_too_long',
    title: 'This address is too long',
    detail: 'A name or an id in it has more characters than any that this site has.',
    whatToDo: 'Check the address, or go to the start page.',
  },
  multipart_broken: {
    code: 'multipart_broken',
    title: 'This form could not be read',
    detail: 'The body is not valid multipart/form-data.',
    whatToDo: 'Go back, reload the page and send the form again.',
  },
};

const badRequest: Wording = {
  code: 'bad_request',
  title: 'This request could not be understood',
  detail: 'A field is missing, repeated or malformed.',
  whatToDo: 'Go back and try again from the start.',
};

const byStatus: Record<number, Wording> = {
  403: {
    code: 'forbidden',
    title: 'You do not have access',
    detail: 'Your account is not allowed to do this.',
    whatToDo: 'Sign in with an account that has access.',
  },
  404: {
    code: 'not_found',
    title: 'Page not found',
    detail: 'This site has no page at this address.',
    whatToDo: 'Check the address, or go to the start page.',
  },
  405: {
    code: 'method_not_allowed',
    title: 'Method not allowed',
    detail: 'This address does not support the HTTP method of the request.',
    whatToDo: 'Go to the start page.',
  },
  413: {
    code: 'too_large',
    title: 'Request too large',
    detail: 'The request is larger than this address accepts.',
    whatToDo: 'Send less: real SAML messages are far smaller than a few hundred kilobytes.',
  },
  415: {
    code: 'unsupported_media_type',
    title: 'This address accepts forms only',
    detail: 'This address does not support the Content-Type of the request.',
    whatToDo: 'Send application/x-www-form-urlencoded, as an HTML form does.',
  },
};

const unexpected: Wording = {
  code: 'internal_error',
  title: 'Something went wrong here',
  detail: 'The request failed because of a bug in samlab, not because of what you sent.',
  whatToDo: 'Try again. If it happens again, look for the request id in the log.',
};

/**
 * The answer to an error that the site does not describe itself. Status and code decide; the error's message may contain anything, so it
 * goes to the log only, except for a schema violation.
 */
export function defaultAnswer(error: KnownError): ErrorAnswer {
  const status =
    error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 600
      ? error.statusCode
      : 500;
  const known = byCode[error.code ?? ''] ?? byStatus[status];
  const answer = { status, ...(known ?? (status < 500 ? badRequest : unexpected)) };
  // The message of a schema violation names the field and the rule, never the value.
  if (error.code === 'FST_ERR_VALIDATION' && error.message) {
    return { ...answer, detail: `The form does not have the expected fields: ${error.message}.` };
  }
  return answer;
}
