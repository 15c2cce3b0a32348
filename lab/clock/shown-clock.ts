import type { ShownClock } from '../../web/components/lab-around.tsx';
import type { LabClock } from './lab-clock.ts';

/** What every page and the banner say of the clock; undefined while it is that of this machine. */
export const shownClock = (clock: LabClock): ShownClock | undefined =>
  clock.isSystemTime ? undefined : { now: clock.now(), frozen: clock.mode === 'frozen' };
