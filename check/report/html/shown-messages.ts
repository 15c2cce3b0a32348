import { type DifferenceLine, differenceLines } from '../../../web/markup/difference-lines.ts';
import type { CaseReport, ExchangeReport } from '../report.ts';

/** What the page shows of the message of an exchange. */
export interface ShownMessage {
  /** Undefined: left out, to keep the page small. */
  readonly difference?: readonly DifferenceLine[];
  /** The complete message. */
  readonly whole?: string;
}

export interface ShownMessages {
  readonly of: ReadonlyMap<ExchangeReport, ShownMessage>;
  /** Exchanges whose difference is left out. */
  readonly leftOut: number;
}

/** Bytes of HTML for messages. With everything else the page stays below 1.5 MB. */
const BUDGET = 540_000;
/** Lines of one difference; hostile messages may have thousands. */
const MAX_LINES = { found: 150, other: 22 };
/** Below this, comparing messages is not worth its time. */
const MIN_BUDGET = 4000;
/** Characters of one complete message. */
const MAX_WHOLE = 20_000;

/**
 * Chooses what to show within the budget: first the differences of findings, then their complete messages, then the differences of all
 * other cases.
 *
 * @param found worst first.
 */
export function showMessages(
  found: readonly CaseReport[],
  others: readonly CaseReport[],
): ShownMessages {
  const of = new Map<ExchangeReport, ShownMessage>();
  let left = BUDGET;
  let leftOut = 0;
  const add = (exchange: ExchangeReport, message: ShownMessage, size: number): boolean => {
    if (size > left) return false;
    left -= size;
    of.set(exchange, { ...of.get(exchange), ...message });
    return true;
  };
  const addDifference = (exchange: ExchangeReport, maxLines: number) => {
    const { honest = '', sent = '' } = exchange;
    const difference =
      honest === sent
        ? []
        : left < MIN_BUDGET
          ? undefined
          : differenceLines(honest, sent, { maxLines });
    if (!difference || !add(exchange, { difference }, sizeOf(difference))) leftOut += 1;
  };
  for (const exchange of exchangesOf(found)) addDifference(exchange, MAX_LINES.found);
  for (const exchange of exchangesOf(found)) {
    const { sent = '', honest } = exchange;
    if (sent !== honest && sent.length <= MAX_WHOLE)
      add(exchange, { whole: sent }, htmlSize(sent) + MARKUP);
  }
  for (const exchange of exchangesOf(others)) addDifference(exchange, MAX_LINES.other);
  return { of, leftOut };
}

/** Those whose message was kept and differs from the one before in the same run. */
const exchangesOf = (cases: readonly CaseReport[]): ExchangeReport[] =>
  cases.flatMap(({ runs }) =>
    runs.flatMap(({ exchanges }) =>
      exchanges.filter(
        ({ sent }, index) => sent !== undefined && sent !== exchanges[index - 1]?.sent,
      ),
    ),
  );

/** Bytes of tags around a line. */
const MARKUP = 30;

const sizeOf = (lines: readonly DifferenceLine[]): number =>
  lines.reduce((sum, { parts }) => sum + htmlSize(parts.join('')) + MARKUP, 0);

/** Bytes, with what the renderer escapes. */
const htmlSize = (text: string): number =>
  Buffer.byteLength(text) +
  text.replace(/[^<&"]/g, '').length * 3 +
  text.replace(/[^&]/g, '').length +
  text.replace(/[^"]/g, '').length * 2;
