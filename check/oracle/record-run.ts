import { type Answer, signedAssertion } from '../../catalogue/index.ts';
import { visibleText } from '../agent/answer.ts';
import { maskText, maskUrl } from '../agent/mask.ts';
import type { AnswerReport, ExchangeReport } from '../report/report.ts';
import type { Posted, RunRecorder } from './run-recorder.ts';

/** Messages of one run that go into a report; a run of twenty parallel posts would fill it with one and the same. */
const MAX_EXCHANGES = 4;
/** Of one message, in characters. */
const MAX_MESSAGE = 48 * 1024;

/** What a run sent and got, for the report. `keepMessages`: with the XML, which doubles the signing. */
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
    : `${xml.slice(0, MAX_MESSAGE)}\n[cut here: ${xml.length - MAX_MESSAGE} more characters]`;

/** Title and text are read from the page when a report is written: most runs pass, and nobody asks. */
export function recordAnswer(answer: Answer): AnswerReport {
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
