import type { Answer } from '../../catalogue/index.ts';
import { readHtmlPage } from '../../web/markup/html-page.ts';
import type { Reply } from './exchange.ts';

export interface RawAnswer {
  readonly status: number;
  readonly url: string;
  readonly locations: readonly string[];
  readonly contentType: string;
  readonly body: string;
}

/** A body without one of these names no check and need not be parsed. */
const NAMES_CHECK = /data-(?:failed-)?check|"check"/;

/**
 * Adds what can be read from the body: its title and, if the service provider names it, the check that refused. The body is parsed on
 * demand, since most responses are to control sign-ins that succeed.
 */
function readAnswer(raw: RawAnswer): Answer {
  let read: { title: string; check: string | undefined } | undefined;
  const reading = () => {
    read ??= readBody(raw);
    return read;
  };
  return {
    ...raw,
    get title() {
      return reading().title;
    },
    get check() {
      return NAMES_CHECK.test(raw.body) ? reading().check : undefined;
    },
  };
}

/** A page at the end of redirects. */
export interface SeenPage {
  readonly url: string;
  readonly reply: Reply;
}

/** What a browser showed: the first error page, or else the last page. The text of the other pages follows that of this one. */
export function answerOf(seen: readonly SeenPage[], locations: readonly string[]): Answer {
  const shown = seen.find(({ reply }) => reply.status >= 400) ?? seen.at(-1);
  if (!shown) throw new TypeError('No page was shown.');
  const { url, reply } = shown;
  const others = seen.filter((each) => each !== shown);
  const bodies = [shown, ...others].map((each) => Buffer.from(each.reply.body).toString('utf8'));
  return readAnswer({
    status: reply.status,
    url,
    locations,
    contentType: reply.headers['content-type'] ?? '',
    body: bodies.join('\n'),
  });
}

function readBody({ contentType, body, url }: RawAnswer) {
  if (/json/i.test(contentType)) return fromProblem(body);
  if (!/html/i.test(contentType)) return { title: '', check: undefined };
  const { title, failedCheck } = readHtmlPage(body, url);
  return { title, check: failedCheck };
}

/** RFC 9457: `title`, and the member `check` by which a service provider may name the rule that failed. */
function fromProblem(body: string): { title: string; check: string | undefined } {
  try {
    const { title, check } = JSON.parse(body) as { title?: unknown; check?: unknown };
    return {
      title: typeof title === 'string' ? title : '',
      check: typeof check === 'string' ? check : undefined,
    };
  } catch {
    return { title: '', check: undefined };
  }
}

/** RFC 9457: `detail`, the explanation for people. */
function detailOf(body: string): string | undefined {
  try {
    const { detail } = JSON.parse(body) as { detail?: unknown };
    return typeof detail === 'string' ? detail : undefined;
  } catch {
    return undefined;
  }
}

/** The visible text of a response, on one line of at most `length` characters. */
export function visibleText({ contentType, body, url }: RawAnswer, length = 400): string {
  const text = /html/i.test(contentType) ? readHtmlPage(body, url).text : (detailOf(body) ?? body);
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
