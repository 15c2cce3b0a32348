import { printable } from '../../text-files/printable.ts';
import type { Cause } from '../causes/find-causes.ts';
import type {
  ExchangeReport,
  ExplanationReport,
  FailedCheck,
  MessageReport,
  SignatureReport,
} from './explanation-report.ts';

/** The report for a terminal. What files say cannot write to it. */
export function reportText({ files, exchanges, unreadable, masked }: ExplanationReport): string {
  const lines = [
    ...files.flatMap(({ name, kind, messages, notes }) => [
      `${name}: ${kind}, ${count(messages, 'SAML message')}.`,
      ...notes.map((note) => `  ${note}`),
    ]),
    ...unreadable.map(({ says }) => says),
    ...exchanges.flatMap((each) => ['', ...exchangeLines(each)]),
  ];
  if (masked && exchanges.length > 0)
    lines.push('', 'Names, ids and values are masked; --show-secrets shows them.');
  return `${lines.map(printable).join('\n')}\n`;
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

function exchangeLines(report: ExchangeReport): string[] {
  const { number, sentence, messages, signatures, causes, assumptions } = report;
  return [
    `${number}. ${sentence}`,
    ...messages.flatMap(messageLines),
    ...signatures.map(signatureLine),
    ...verdictLines(report),
    ...(causes.length === 0 ? [] : ['   Causes, the likeliest first:']),
    ...causes.flatMap(causeLines),
    ...assumptions.map((each) => `   Assumed: ${each}`),
  ];
}

const messageLines = ({ kind, how, time }: MessageReport): string[] => [
  `   ${kind}${time === undefined ? '' : ` at ${time}`}: ${how}`,
];

const signatureLine = ({ of, method, says }: SignatureReport): string =>
  `   Signature of the ${of} (${method}): ${says}`;

/** `As of 2026-11-20T10:00:00.000Z, skew 0 s: fails at audience: ...`. */
function verdictLines({
  asOf,
  skewSeconds,
  failed,
  notReached,
  messages,
}: ExchangeReport): string[] {
  const when = `As of ${asOf}, skew ${skewSeconds} s`;
  const [first, ...others] = failed;
  if (!first) {
    const rest = notReached > 0 ? `; ${count(notReached, 'check')} could not be made` : '';
    return messages.length === 0 ? [] : [`   ${when}: no check fails${rest}.`];
  }
  return [
    `   ${when}: fails at ${failedWords(first)}`,
    ...others.map((each) => `     It would also fail at ${failedWords(each)}`),
  ];
}

function failedWords({ check, fault, expected, found }: FailedCheck): string {
  if (expected === undefined || found === undefined) return `${fault}`;
  return `${check}: ${fault}. Expected ${expected}; found ${found.replace(/\.$/, '')}.`;
}

function causeLines(cause: Cause, n: number): string[] {
  const { likelihood, what, because, atEntra, atServiceProvider, options } = cause;
  return [
    `   ${n + 1}) ${what} (${likelihood})`,
    ...because.map((sentence) => `      Because: ${sentence}`),
    ...(atEntra === undefined ? [] : [`      At Entra: ${atEntra}`]),
    ...(atServiceProvider === undefined
      ? []
      : [`      At the service provider: ${atServiceProvider}`]),
    ...options.map(({ library, option }) => `        ${library}: ${option}`),
  ];
}
