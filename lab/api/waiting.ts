import { ApiProblem } from './problem.ts';

/** Requests of one lab that wait for an exchange at the same time; each holds a connection for up to a minute, and a site has 1,000. */
const MOST = 100;

/** Counts the requests that wait. */
export class Waiting {
  #now = 0;

  /** @throws {ApiProblem} `too_many_waiting`; else as `wait` */
  async during<Result>(wait: () => Promise<Result>): Promise<Result> {
    if (this.#now >= MOST)
      throw new ApiProblem(
        'too_many_waiting',
        `${MOST} requests wait for an exchange already, which is the limit. Try again in a second, or let fewer wait at the same time.`,
      );
    this.#now += 1;
    try {
      return await wait();
    } finally {
      this.#now -= 1;
    }
  }
}
