import { TooManyRequests } from '../../idp/index.ts';
import { InvalidInput } from '../../input/invalid-input.ts';
import { NotFound } from '../../input/not-found.ts';
import { LabError } from '../errors.ts';
import { SignInRefused } from '../tenants/sign-in.ts';
import { type ProblemCode, problemTypes } from './problem-types.ts';

/** One thing that is wrong with a request. */
export interface RequestFault {
  /** Where: a JSON pointer into the body as a URI fragment (RFC 6901 6), `#/replyUrls/0`; `#` is the body as a whole. */
  readonly pointer?: string;
  /** Where: a parameter of the path or the query. */
  readonly parameter?: string;
  /** One sentence: what was found, and what is allowed. */
  readonly detail: string;
}

/** More help nobody: a body of 1 MiB can have half a million. */
export const MAX_FAULTS = 100;

/** A problem document (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly errors: readonly RequestFault[];
  readonly whatToDo?: string | undefined;
}

/** A request that the API itself refuses. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly RequestFault[];

  /** @param detail default: the sentences of the faults */
  constructor(code: ProblemCode, detail?: string, faults: readonly RequestFault[] = []) {
    super(detail ?? faults.map(sentence).join(' '));
    this.name = 'ApiProblem';
    this.code = code;
    this.faults = faults;
  }
}

/** Why one request is refused, each from another rule; the first gives the code. */
export class Refusals extends Error {
  readonly errors: readonly unknown[];

  constructor(errors: readonly unknown[]) {
    super('The request is refused.');
    this.name = 'Refusals';
    this.errors = errors;
  }
}

/** Of an operation: which member of the body, or which parameter, an error of the library is about. */
export type Places = Readonly<Record<string, Omit<RequestFault, 'detail'>>>;

/**
 * @param error what an operation, or Fastify, threw
 * @returns undefined for a bug of samlab
 */
export function problemOf(error: unknown, places: Places = {}): Problem | undefined {
  if (error instanceof Refusals) return together(error.errors.map((one) => problemOf(one, places)));
  if (error instanceof ApiProblem) return problem(error.code, error.message, error.faults);
  if (error instanceof InvalidInput) {
    const faults = error.faults.slice(0, MAX_FAULTS).map(({ property, message }) => ({
      pointer: pointerTo(property === '' ? [] : property.split('.')),
      detail: message,
    }));
    const taken = error.faults.every(({ code }) => code === 'taken');
    const detail = faults.map(({ detail: one }) => one).join(' ');
    return problem(taken ? 'taken' : 'invalid_request', detail, faults);
  }
  if (error instanceof SignInRefused) {
    const { code, whatToDo } = error;
    return { ...problem('sign_in_refused', error.message), code, whatToDo };
  }
  const known =
    error instanceof NotFound
      ? `unknown_${error.kind}`
      : error instanceof LabError
        ? error.code
        : undefined;
  if (error instanceof Error && known !== undefined && isCode(known)) {
    const place = places[known];
    const detail = messageOf(error);
    return problem(known, detail, place ? [{ ...place, detail }] : []);
  }
  if (error instanceof TooManyRequests) return problem('too_many_requests', error.message);
  const { code, statusCode, name, message } = (error ?? {}) as Record<string, unknown>;
  if (name === 'NothingToChange') return problem('response_not_made', String(message));
  if (typeof code === 'string' && isCode(code)) return problem(code, details[code] ?? '');
  const status = Object.values(ofFastify).find((one) => problemTypes[one].status === statusCode);
  return status && problem(status, details[status] ?? '');
}

/** What an error says to somebody who calls the API: it names no option of a command, and no function. */
export const messageOf = (error: Error): string =>
  error instanceof LabError ? error.overHttp() : error.message;

/** One problem for several, with the places of all. @returns undefined when one of them is a bug */
function together(found: readonly (Problem | undefined)[]): Problem | undefined {
  const problems = found.filter((one) => one !== undefined);
  const [first, ...others] = problems;
  if (!first || problems.length < found.length) return undefined;
  const errors = [...first.errors];
  const details = new Set([first.detail]);
  for (const { errors: more, detail } of others) {
    const added = more.filter((one) => !errors.some((known) => isSamePlace(known, one)));
    errors.push(...added);
    if (added.length === more.length) details.add(detail);
    else for (const one of added) details.add(one.detail);
  }
  return { ...first, detail: [...details].join(' '), errors: errors.slice(0, MAX_FAULTS) };
}

/** A value that is wrong as a whole is not reported again for its parts, nor the other way round. */
function isSamePlace(one: RequestFault, other: RequestFault): boolean {
  const [a, b] = [one.pointer ?? '#', other.pointer ?? '#'];
  if (a === '#' || b === '#') return a === b && one.parameter === other.parameter;
  return `${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`);
}

function problem(code: ProblemCode, detail: string, errors: readonly RequestFault[] = []): Problem {
  const { status, title } = problemTypes[code];
  return { type: `/api#${code}`, title, status, detail, code, errors };
}

const isCode = (code: string): code is ProblemCode => Object.hasOwn(problemTypes, code);

/** What Fastify refuses before an operation runs, by the status of its error. */
const ofFastify = ['bad_request', 'too_large', 'unsupported_media_type'] as const;

const details: Partial<Record<ProblemCode, string>> = {
  bad_request:
    'The address or the headers of the request cannot be read. Write %25 for a % that does not begin the code of a character.',
  too_large: 'The body is larger than 1 MiB.',
  unsupported_media_type:
    'A body must be JSON: send the header Content-Type: application/json. curl adds another one to -d unless you give it with -H.',
  foreign_origin:
    'The browser says that a page of another site or port sent this request. Programs can call the API, and pages of this site.',
  disk_full: 'The disk of the data folder is full. Free some space, then do it again.',
};

const sentence = ({ pointer, parameter, detail }: RequestFault) => {
  const place = parameter ?? (pointer === '#' ? '' : pointer?.slice(2));
  return place ? `${place}: ${detail}` : detail;
};

/** @param path names and positions from the top of the body */
export const pointerTo = (path: readonly (string | number)[]): string =>
  ['#', ...path.map((key) => encodeURIComponent(escaped(String(key))))].join('/');

/** RFC 6901 3. */
const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
