import { StoreError, type StoreErrorCode } from '../errors.ts';

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), or by its class, the first two characters. */
const bySqlState: Record<string, StoreErrorCode> = {
  '08': 'unreachable', // connection exception
  '25006': 'not_writable', // read_only_sql_transaction: a standby
  '25P03': 'unreachable', // idle_in_transaction_session_timeout
  '28': 'denied', // invalid authorization specification
  '3D': 'no_database', // invalid catalog name
  '3F': 'incomplete', // invalid schema name
  '42501': 'not_writable', // insufficient_privilege
  '42P01': 'incomplete', // undefined_table
  '42P07': 'incomplete', // duplicate_table
  '42701': 'incomplete', // duplicate_column
  '42703': 'incomplete', // undefined_column
  '53100': 'disk_full',
  '53': 'busy', // insufficient resources
  '55P03': 'busy', // lock_not_available
  '57014': 'busy', // query_canceled, by statement_timeout
  '57P': 'unreachable', // the server stops, starts or ended the session
  '58': 'damaged', // system error
  XX001: 'damaged',
  XX002: 'damaged',
};

/** Of sockets and name look-ups. */
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT', // the folder has no socket
  'EACCES',
]);

/** What the library `pg` says, without a code, of a connection that ended or was not made in time. */
const ENDED =
  /^connection (terminated|ended)|^timeout exceeded|^client has encountered|^query read timeout|does not support ssl/i;

/** Maps errors of a connection or a query to our codes; returns any other error unchanged. @param url of the database */
export function fromPostgres(error: unknown, url: string): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  return code ? new StoreError(code, url, error.message) : error;
}

function codeOf(error: Error): StoreErrorCode | undefined {
  // A host with several addresses fails with one error for each.
  const [first] = error instanceof AggregateError ? error.errors : [];
  const { code = '' } = (first ?? error) as { code?: string };
  if (networkCodes.has(code) || ENDED.test(error.message)) return 'unreachable';
  return bySqlState[code] ?? bySqlState[code.slice(0, 3)] ?? bySqlState[code.slice(0, 2)];
}
