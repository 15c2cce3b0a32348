import { type Answer, signedAssertion } from '../../catalogue/index.ts';
import { visibleText } from '../agent/answer.ts';
import { maskText, maskUrl } from '../agent/mask.ts';
import type { AnswerReport, ExchangeReport } from '../report/report.ts';
import type { Posted, RunRecorder } from './run-recorder.ts';

/** How many messages of one run the report contains: twenty parallel posts would fill it with the same message. */
const MAX_EXCHANGES = 4;
/** Length of one message, in characters. */
const MAX_MESSAGE = 48 * 1024;

/** What a run sent and received, for the report. @param keepMessages includes the XML, which doubles the signing work. */
export function recordExchanges(recorder: RunRecorder, keepMessages: boolean): ExchangeReport[] {
  return recorder.posts.slice(0, MAX_EXCHANGES).map((post) => ({
    ...(keepMessages && messages(post)),
    answer: recordAnswer(post.answer),
  }));
}

function messages({ answering, message }: Posted): { honest: string; sent: string } {
  const { xml } = message;
  const sent = typeof xml === 'string' ? xml : Buffer.from(xml).toString('utf8');
  return { honest: shorten(signedAssertion(answering)), sent: shorten(sent) };
}

const shorten = (xml: string) =>
  xml.length <= MAX_MESSAGE
    ? xml
    : `${xml.slice(0, MAX_MESSAGE)}\n[truncated: ${xml.length - MAX_MESSAGE} more characters]`;

/** Title and text are parsed only when a report is written, since most runs pass. */
function recordAnswer(answer: Answer): AnswerReport {
  let text: string | undefined;
  return {
    status: answer.status,
    url: maskUrl(answer.url),
    locations: answer.locations.map(maskUrl),
    get title() {
      return maskText(answer.title);
    },
    get text() {
      text ??= maskText(visibleText(answer));
      return text;
    },
    get check() {
      return answer.check;
    },
  };
}
