import type { CaseReport, CheckReport } from './report.ts';

/**
 * How many cases were chosen, and what became of them. Every report and `--dry-run` count in these words: a case is played if at least one of
 * its messages is sent, skipped if none is, because the service provider or the check lacks something for it.
 */
export interface CaseCounts {
  /** What is counted beside cases: runs, of a SCIM server; messages otherwise. */
  readonly unit?: 'run';
  readonly cases: number;
  readonly played: number;
  /** Messages that were sent, each after a control sign-in. */
  readonly messages: number;
  readonly skipped: number;
  /** Of those played: another check decided, so they show nothing. */
  readonly notShown: number;
  /** samlab itself failed: neither played nor skipped. */
  readonly notPlayed: number;
}

/** Messages with the same reason for which they are skipped. */
export interface SkippedMessages {
  /** One sentence. */
  readonly reason: string;
  readonly ids: readonly string[];
}

export function countCases({ cases, subject }: Pick<CheckReport, 'cases' | 'subject'>): CaseCounts {
  const all = Object.values(cases);
  const count = (wanted: string) => all.filter(({ verdict }) => verdict === wanted).length;
  const [skipped, notPlayed] = [count('not-applicable'), count('not-played')];
  return {
    ...(subject === 'scim' && { unit: 'run' }),
    cases: all.length,
    played: all.length - skipped - notPlayed,
    messages: all
      .flatMap(({ runs }) => runs)
      .filter(({ verdict }) => verdict !== 'not-applicable' && verdict !== 'not-played').length,
    skipped,
    notShown: count('not-shown'),
    notPlayed,
  };
}

/** How a plan says it, and how a report does. */
const tenses = {
  planned: { played: 'to play', skipped: 'to skip' },
  done: { played: 'played', skipped: 'skipped' },
} as const;

/** "180 cases: 142 played with 210 messages, 38 skipped." */
export function countsSentence(
  { unit, cases, played, messages, skipped, notPlayed }: Omit<CaseCounts, 'notShown'>,
  tense: keyof typeof tenses = 'done',
): string {
  const words = tenses[tense];
  const parts = [
    ...(played > 0
      ? [`${played} ${words.played} with ${plural(messages, unit ?? 'message')}`]
      : []),
    ...(skipped > 0 ? [`${skipped} ${words.skipped}`] : []),
    ...(notPlayed > 0 ? [`${notPlayed} not played, because samlab itself failed`] : []),
  ];
  return `${plural(cases, 'case')}: ${parts.length > 0 ? parts.join(', ') : `none ${words.played}`}.`;
}

/** By reason, because many messages share one; the most frequent first. */
export function skippedByReason(
  messages: readonly { readonly id: string; readonly reason: string }[],
): SkippedMessages[] {
  const reasons = [...new Set(messages.map(({ reason }) => reason))];
  return reasons
    .map((reason) => ({
      reason,
      ids: messages.filter((each) => each.reason === reason).map(({ id }) => id),
    }))
    .toSorted((one, other) => other.ids.length - one.ids.length);
}

/** Why a check skipped something, and how much, in words. */
export interface SkippedCount {
  readonly reason: string;
  /** "12 messages of 9 cases"; of a SCIM server "9 cases", and apart from them "2 runs of cases that were played". */
  readonly count: string;
}

/** What a check skipped, of cases as a whole and of those that it played. Of a SCIM server, the cases sum up to those that `countCases` has as skipped. */
export function skippedOf({
  cases,
  subject,
}: Pick<CheckReport, 'cases' | 'subject'>): SkippedCount[] {
  const all = Object.values(cases);
  const reasons = skippedByReason(
    all.flatMap(({ runs }) => runs).filter(({ verdict }) => verdict === 'not-applicable'),
  );
  if (subject !== 'scim')
    return reasons.map(({ reason, ids }) => ({ reason, count: messagesOfCases(ids) }));
  const skipped = all.filter(({ verdict }) => verdict === 'not-applicable');
  return reasons.map(({ reason, ids }) => {
    // A case that is skipped for several reasons counts for that of its first run.
    const whole = skipped.filter(({ runs }) => runs[0]?.reason === reason);
    const isCounted = (id: string, among: readonly CaseReport[]) =>
      among.some((of) => of.id === id.split('#')[0]);
    const partly = ids.filter((id) => !isCounted(id, skipped));
    const elsewhere = ids.filter((id) => isCounted(id, skipped) && !isCounted(id, whole));
    const parts = [
      ...(whole.length > 0 ? [plural(whole.length, 'case')] : []),
      ...(partly.length > 0 ? [`${plural(partly.length, 'run')} of cases that were played`] : []),
      ...(elsewhere.length > 0
        ? [`${plural(elsewhere.length, 'run')} of cases that count for another reason`]
        : []),
    ];
    return { reason, count: parts.join(', and ') };
  });
}

/** Cases of a SCIM server of which nothing is known, by the reason, most first. Of sign-ins, the report has the reason at each case. */
export function notShownOf({
  cases,
  subject,
}: Pick<CheckReport, 'cases' | 'subject'>): SkippedCount[] {
  if (subject !== 'scim') return [];
  const runs = Object.values(cases)
    .filter(({ verdict }) => verdict === 'not-shown')
    .flatMap((of) => of.runs.filter(({ verdict }) => verdict === 'not-shown').slice(0, 1));
  return skippedByReason(runs).map(({ reason, ids }) => ({
    reason,
    count: ids.map((id) => id.split('#')[0]).join(', '),
  }));
}

/** "12 messages of 9 cases". @param ids `id` or `id#n` */
export function messagesOfCases(ids: readonly string[]): string {
  const cases = new Set(ids.map((id) => id.split('#')[0]));
  return `${plural(ids.length, 'message')} of ${plural(cases.size, 'case')}`;
}

export const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
