import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { CheckFault } from '../errors.ts';
import type { CaseReport, CheckReport } from '../report/report.ts';
import { isFinding, wasSkipped } from '../verdict.ts';

const Entry = Type.Object(
  {
    id: Type.String({ minLength: 1 }),
    reason: Type.String({ minLength: 1 }),
    owner: Type.Optional(Type.String()),
    /** The last day, `2026-12-31`, on which the entry counts. */
    expires: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  },
  { additionalProperties: false },
);

/** A known failure that is accepted for the time being. */
export type BaselineEntry = Type.Static<typeof Entry>;

/**
 * Reads a baseline: a YAML or JSON list of `{ id, reason, owner?, expires? }`.
 *
 * @param known whether a case with this id exists.
 * @throws {CheckFault} `bad_baseline` when anything is wrong, with one line for each fault
 */
export function readBaseline(
  text: string,
  file: string,
  known: (id: string) => boolean,
): BaselineEntry[] {
  const list = parseList(text, file);
  const faults: string[] = [];
  const entries = list.flatMap((given, n) => {
    const at = `Entry ${n + 1} of the baseline ${file}`;
    if (!Value.Check(Entry, given) || !isDay(given.expires)) {
      faults.push(
        `${at} must have id and reason, and may have owner and expires (a day such as 2026-12-31), all of them text.`,
      );
      return [];
    }
    if (!known(given.id))
      faults.push(`${at} names the case "${given.id}", which does not exist. Correct its id.`);
    return [given];
  });
  const ids = entries.map(({ id }) => id);
  for (const twice of new Set(ids.filter((id, n) => ids.indexOf(id) !== n)))
    faults.push(`The baseline ${file} lists "${twice}" twice. Remove one of the two.`);
  if (faults.length > 0) throw new CheckFault('bad_baseline', faults.join('\n'));
  return entries;
}

function parseList(text: string, file: string): unknown[] {
  let list: unknown;
  try {
    // The failsafe schema reads a bare 2026-12-31 as text.
    list = parse(text, { schema: 'failsafe' });
  } catch (error) {
    const [line = ''] = String((error as Error).message).split('\n');
    throw new CheckFault('bad_baseline', `The baseline ${file} is neither YAML nor JSON: ${line}`);
  }
  if (list === null || list === undefined || list === '') return [];
  if (Array.isArray(list)) return list;
  throw new CheckFault(
    'bad_baseline',
    `The baseline ${file} must be a list of entries with id and reason.`,
  );
}

const isDay = (day: string | undefined) => day === undefined || !Number.isNaN(Date.parse(day));

/**
 * Marks the cases that the baseline lists: a failing case is accepted until the day its entry expires, a passing one is `stale`. Entries
 * for cases of which nothing is known have no effect.
 */
export function applyBaseline(
  report: CheckReport,
  entries: readonly BaselineEntry[],
  now: Date,
): CheckReport {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const cases = Object.entries(report.cases).map(([id, found]): [string, CaseReport] => {
    const entry = byId.get(id);
    const state = entry && stateOf(found, entry, now);
    if (!entry || !state) return [id, found];
    return [id, { ...found, baseline: { state, reason: reasonOf(entry) } }];
  });
  return { ...report, cases: Object.fromEntries(cases) };
}

function stateOf({ verdict }: CaseReport, { expires }: BaselineEntry, now: Date) {
  if (wasSkipped(verdict)) return undefined;
  if (!isFinding(verdict)) return 'stale';
  return expires !== undefined && now.toISOString().slice(0, 10) > expires ? 'expired' : 'known';
}

const reasonOf = ({ reason, owner, expires }: BaselineEntry) =>
  [reason, owner && `(${owner})`, expires && `until ${expires}`].filter(Boolean).join(' ');
