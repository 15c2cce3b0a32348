import { prepared, type ValueOf } from '../../../store/prepared.ts';
import { requireCompany } from '../../administration/company.ts';
import type { Database } from '../../database/tables.ts';
import { MAX_TOKEN } from '../limits.ts';

/** Kept for each company; older ones make room. */
const KEPT_OPERATIONS = 500;

/** Characters kept of a body. */
const MAX_BODY_TEXT = 16 * 1024;
const MAX_PATH = 2000;

/** A request that a company's token sent. */
export interface OperationLine {
  /** Counts the requests of the company. */
  readonly number: number;
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly method: string;
  /** Below `/scim/v2`, with query. */
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
}

/** The same with both bodies as text, shortened, with the token and passwords masked. */
export interface ReceivedOperation extends OperationLine {
  readonly request?: string;
  readonly answer?: string;
}

type Slot = {
  companyId: string;
  slot: number;
  number: number;
  at: string;
  method: string;
  path: string;
  status: number;
  durationMs: number;
  request: string | null;
  answer: string | null;
};

const writeSlot = prepared((db: Database, value: ValueOf<Slot>) => {
  const content = {
    number: value('number'),
    at: value('at'),
    method: value('method'),
    path: value('path'),
    status: value('status'),
    durationMs: value('durationMs'),
    request: value('request'),
    answer: value('answer'),
  };
  return db
    .insertInto('scimOperation')
    .values({ companyId: value('companyId'), slot: value('slot'), ...content })
    .onConflict((c) => c.columns(['companyId', 'slot']).doUpdateSet(content));
});

/** One request, as the HTTP layer saw it. */
export interface Received {
  readonly companyId: string;
  readonly at: Date;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly request: string | undefined;
  readonly answer: string | undefined;
  /** Never kept. */
  readonly token: string;
}

/** Keeps a request in the place of the oldest of its company. */
export async function keepOperation(db: Database, received: Received): Promise<void> {
  const { companyId, at, method, path, status, durationMs, token } = received;
  const number = await nextNumber(db, companyId, at);
  const masked = (text: string | undefined) => (text ? shortened(text, token) : null);
  await writeSlot(db, {
    companyId,
    slot: number % KEPT_OPERATIONS,
    number,
    at: at.toISOString(),
    method,
    path: mask(path, token).slice(0, MAX_PATH),
    status,
    durationMs: Math.round(durationMs),
    request: masked(received.request),
    answer: masked(received.answer),
  });
}

const takeNumber = prepared((db: Database, value: ValueOf<{ companyId: string; lastAt: string }>) =>
  db
    .insertInto('scimUsage')
    .values({
      companyId: value('companyId'),
      hour: '',
      operations: 0,
      requests: 1,
      lastAt: value('lastAt'),
    })
    .onConflict((c) =>
      c
        .column('companyId')
        .doUpdateSet((eb) => ({ requests: eb('scimUsage.requests', '+', eb.val(1)) })),
    )
    .returning('requests'),
);

async function nextNumber(db: Database, companyId: string, at: Date): Promise<number> {
  const { rows } = await takeNumber(db, { companyId, lastAt: at.toISOString() });
  return rows[0]?.requests ?? 0;
}

const MASK = '***';

/** A member `password` of an object, also with the URN of the schema before it; the value of an operation with this path, which comes behind or before it. */
const passwords = [
  /("(?:[^"\\]{0,200}:)?password"\s*:\s*)"(?:[^"\\]|\\.)*"?/gi,
  /("path"\s*:\s*"(?:[^"\\]{0,200}:)?password"[^{}]{0,200}?"value"\s*:\s*)"(?:[^"\\]|\\.)*"?/gi,
  /("value"\s*:\s*)"(?:[^"\\]|\\.)*"(?=[^{}]{0,200}?"path"\s*:\s*"(?:[^"\\]{0,200}:)?password")/gi,
];

/** The token wherever it was pasted, and passwords in JSON. NUL is no text for PostgreSQL. */
const mask = (text: string, token: string): string =>
  passwords
    .reduce(
      (left, pattern) => left.replaceAll(pattern, `$1"${MASK}"`),
      text.replaceAll(token, MASK),
    )
    .replaceAll('\0', '\\0');

/** The beginning of a text, masked. What is far behind is not looked at; the end of what is looked at may be half of a token. */
function shortened(text: string, token: string): string {
  const looked = mask(text.slice(0, 2 * MAX_BODY_TEXT), token);
  const isCut = text.length > 2 * MAX_BODY_TEXT;
  const most = isCut ? Math.min(MAX_BODY_TEXT, looked.length - MAX_TOKEN) : MAX_BODY_TEXT;
  return looked.length > most ? `${looked.slice(0, most)}…` : looked;
}

/**
 * The latest requests of a company, the newest first; at most 500.
 *
 * @throws {NotFound} when there is no such company
 */
export async function listScimOperations(
  db: Database,
  companyId: string,
): Promise<ReceivedOperation[]> {
  await requireCompany(db, companyId);
  const rows = await ofCompany(db, companyId)
    .select([...line, 'request', 'answer'])
    .orderBy('number', 'desc')
    .execute();
  return rows.map(withBodies);
}

const line = ['number', 'at', 'method', 'path', 'status', 'durationMs'] as const;

const ofCompany = (db: Database, companyId: string) =>
  db.selectFrom('scimOperation').where('companyId', '=', companyId);

function withBodies({
  request,
  answer,
  ...row
}: OperationLine & { request: string | null; answer: string | null }): ReceivedOperation {
  return { ...row, ...(request !== null && { request }), ...(answer !== null && { answer }) };
}

/** The latest requests without their bodies, the newest first. */
export const latestOperations = (
  db: Database,
  companyId: string,
  limit: number,
): Promise<OperationLine[]> =>
  ofCompany(db, companyId).select(line).orderBy('number', 'desc').limit(limit).execute();

/** A request that is still kept. */
export async function findOperation(
  db: Database,
  companyId: string,
  number: number,
): Promise<ReceivedOperation | undefined> {
  const row = await ofCompany(db, companyId)
    .select([...line, 'request', 'answer'])
    .where('number', '=', number)
    .executeTakeFirst();
  return row && withBodies(row);
}
