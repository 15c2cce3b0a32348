import type { Answer, Message, ResponseSpec } from '../../catalogue/index.ts';
import type { Browser } from '../agent/browser.ts';
import type { SentRequest } from '../agent/sent-request.ts';
import type { Sighting } from '../subject/session-probe.ts';

/** One Response that was posted, with what came back. */
export interface Posted {
  readonly answering: ResponseSpec;
  readonly message: Message;
  readonly answer: Answer;
}

/** What happened in one run, for the oracle and the report. */
export class RunRecorder {
  readonly posts: Posted[] = [];
  readonly answers: Answer[] = [];
  readonly sightings: Sighting[] = [];
  readonly requests: SentRequest[] = [];
  readonly #browsers: Browser[] = [];

  request(sent: SentRequest): void {
    this.requests.push(sent);
  }

  posted(post: Posted): void {
    this.posts.push(post);
    this.answers.push(post.answer);
  }

  answered(answer: Answer): void {
    this.answers.push(answer);
  }

  sighted(sighting: Sighting): void {
    this.sightings.push(sighting);
  }

  opened(browser: Browser): void {
    this.#browsers.push(browser);
  }

  /** The last answer that was a crash: a refusal by crash is no refusal. */
  get crash(): Answer | undefined {
    return this.answers.find(({ status }) => status >= 500);
  }

  async close(): Promise<void> {
    await Promise.all(this.#browsers.map((browser) => browser.close()));
  }
}
