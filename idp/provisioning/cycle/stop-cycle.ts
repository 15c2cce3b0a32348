import type { AnswerProblem } from '../connection/judge-answer.ts';
import type { Outcome } from './outcome.ts';

/** No other object can be worked on: the credentials are bad, or the application cannot be reached. */
export class CycleFailed extends Error {
  readonly problem: AnswerProblem;

  constructor(problem: AnswerProblem) {
    super(problem.message);
    this.name = 'CycleFailed';
    this.problem = problem;
  }
}

/** The cycle ends without a result: the process stops, or an administrator restarted the job, changed its mappings or deleted it. */
export class CycleEnded extends Error {
  constructor() {
    super('The cycle was ended.');
    this.name = 'CycleEnded';
  }
}

/** So many objects in a row that find no server end a cycle; the next one goes on where it was. */
const ENOUGH = 10;

/** Notices when an application cannot be reached any more, so that a cycle does not wait a minute for each of its objects. */
export class Reachability {
  #failedInARow = 0;

  /** @throws {CycleFailed} when there is no use in going on */
  note({ problem, isExported }: Outcome): void {
    if (problem?.scope === 'credentials') throw new CycleFailed(problem);
    const isUnreachable =
      problem?.scope === 'connection' || problem?.errorCode === 'TooManyRequests';
    if (!isUnreachable && !problem && !isExported) return; // it may not have been asked at all
    this.#failedInARow = isUnreachable ? this.#failedInARow + 1 : 0;
    if (problem && this.#failedInARow >= ENOUGH)
      throw new CycleFailed({ ...problem, scope: 'connection' });
  }
}
