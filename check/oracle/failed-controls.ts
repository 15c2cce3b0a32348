import { CheckFault } from '../errors.ts';
import type { RunReport } from '../report/report.ts';
import { ControlFailed } from './control-failed.ts';
import { assess, describeRun, type Job } from './jobs.ts';
import type { Played } from './play-run.ts';

/** Failed control sign-ins in a row. */
export class ControlCount {
  #failed = 0;

  worked(): void {
    this.#failed = 0;
  }

  /** @throws {CheckFault} the third time in a row: then the service provider no longer accepts valid responses at all */
  failed(fault: CheckFault): void {
    this.#failed += 1;
    if (this.#failed === MAX_FAILED_CONTROLS)
      throw new ControlFailed(
        `The check stopped because the control sign-ins before ${this.#failed} runs in a row failed, each of them twice. ${fault.message}`,
        fault instanceof ControlFailed ? fault.signIn : { exchanges: [], exchange: undefined },
      );
  }
}

const MAX_FAILED_CONTROLS = 3;

/** The outcome of a run; or the fault when its control failed, any other error being thrown. */
export async function unlessControlFails(playing: Promise<Played>): Promise<Played | CheckFault> {
  try {
    return await playing;
  } catch (error) {
    if (error instanceof CheckFault && error.code === 'control_failed') return error;
    throw error;
  }
}

/** The report of a run that was not played, because the valid sign-in before it was refused. */
export const notShown = (job: Job, fault: CheckFault, now: Date): RunReport => ({
  ...describeRun(job),
  ...assess(job),
  ...(fault instanceof ControlFailed
    ? { exchanges: fault.signIn.exchanges, control: fault.signIn.exchange }
    : { exchanges: [] }),
  controlFailed: true,
  verdict: 'not-shown',
  reason: fault.message,
  at: now.toISOString(),
  durationMs: 0,
});
