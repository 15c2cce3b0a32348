import type { Clock } from '../../../store/clock.ts';
import type { SynchronizationProgress } from '../../directory/provisioning/status.ts';
import type { Outcome } from './outcome.ts';

/** Counts what a cycle does. */
export class Tally {
  readonly #clock: Clock;
  readonly #progress = new Map<string, SynchronizationProgress>();
  imported = 0;
  references = 0;
  entitled = 0;
  exported = 0;
  failedObjects = 0;
  failedReferences = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note({ kind, link, problem, isExported, trail: _, status }: Outcome): void {
    if (kind === 'object') this.imported += 1;
    else this.references += 1;
    if (problem) {
      if (kind === 'object') this.failedObjects += 1;
      else this.failedReferences += 1;
    }
    if (kind === 'object' && link && link !== 'removed' && link.state === 'provisioned')
      this.entitled += 1;
    if (isExported && status !== 'failure') this.exported += 1;
  }

  get progress(): SynchronizationProgress[] {
    return [...this.#progress.values()];
  }

  /** How far a pass is. */
  at(name: string, completedUnits: number, totalUnits: number): void {
    this.#progress.set(name, {
      name,
      completedUnits,
      totalUnits,
      progressObservationDateTime: this.#clock().toISOString(),
      units: 'objects',
    });
  }
}
