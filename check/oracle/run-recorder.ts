import type { Answer, Message, ResponseSpec } from '../../catalogue/index.ts';
import type { Browser } from '../agent/browser.ts';
import type { SentRequest } from '../agent/sent-request.ts';
import type { CheckFault } from '../errors.ts';

/** One Response that was posted, and the answer. */
export interface Posted {
  readonly answering: ResponseSpec;
  readonly message: Message;
  readonly answer: Answer;
}

/** What happened in one run, for judging and for the report. */
export class RunRecorder {
  readonly posts: Posted[] = [];
  readonly answers: Answer[] = [];

  readonly requests: SentRequest[] = [];
  /** The last Response, whether it was answered or not. */
  sending: Omit<Posted, 'answer'> | undefined;
  /** Why a fresh browser could not start a plain sign-in; undefined if each could. */
  notStarted: CheckFault | undefined;
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

  opened(browser: Browser): void {
    this.#browsers.push(browser);
  }

  /** The first response with a status of 500 or above. */
  get serverError(): Answer | undefined {
    return this.answers.find(({ status }) => status >= 500);
  }

  async close(): Promise<void> {
    await Promise.all(this.#browsers.map((browser) => browser.close()));
  }
}
