import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { Icon } from './icons.tsx';

/** The lab that a site runs in, as its pages show it. Both are called for each page. */
export interface LabShown {
  /** Address of the lab home, without a trailing slash; every page links to it. Absent on the lab home itself. */
  readonly home?: (() => string) | undefined;
  /** The clock of the lab, for a chip on every page; undefined while it is that of the machine. */
  readonly clock?: (() => ShownClock | undefined) | undefined;
}

export interface ShownClock {
  readonly now: Date;
  readonly frozen: boolean;
}

/** A clock in words, such as `2026-12-24 08:00 UTC, frozen`. */
export function clockWords({ now, frozen }: ShownClock): string {
  const [date, time = ''] = now.toISOString().split('T');
  return `${date} ${time.slice(0, 5)} UTC${frozen ? ', frozen' : ''}`;
}

const Around = createContext<LabShown>({});

/** A page of a site that runs in this lab. */
export const inLab = (page: VNode, lab: LabShown): VNode => (
  <Around.Provider value={lab}>{page}</Around.Provider>
);

/** The way back to the lab home; nothing where the site runs alone. */
export function LabLink() {
  const home = useContext(Around).home?.();
  if (!home) return null;
  return (
    <a class="lab-link" href={`${home}/`}>
      <Icon name="home" />
      Lab home
    </a>
  );
}

/** Says what time it is in the lab, and leads to where it is set; nothing while the clock is that of the machine. */
export function ClockChip() {
  const { home, clock } = useContext(Around);
  const shown = clock?.();
  if (!shown) return null;
  return (
    <a class="clock-chip" href={`${home?.() ?? ''}/#clock`}>
      Clock: {clockWords(shown)}
    </a>
  );
}
