import type { Lab } from '../../lab/index.ts';
import type { ShownClock } from '../../web/components/lab-around.tsx';
import type { Failure } from '../failure.ts';

/** What `samlab start --background` tells `samlab start --detach`, which started it and waits. */
export type Report =
  | ({ readonly is: 'started'; readonly clock: ShownClock | undefined } & Pick<
      Lab,
      'start' | 'state' | 'dataDir' | 'database' | 'warnings' | 'seed' | 'ca' | 'apiToken'
    >)
  | ({ readonly is: 'failed' } & Failure);

/** For the process in the background: calls back when `samlab start --detach` ends before it was told anything. */
export function whenParentEnds(ended: () => void): void {
  process.once('disconnect', ended);
}

/** Tells `samlab start --detach` how the start went, and cuts the connection. */
export async function tellParent(report: Report): Promise<void> {
  process.removeAllListeners('disconnect');
  await new Promise<void>((told) => {
    if (process.send && process.connected) process.send(report, undefined, undefined, () => told());
    else told();
  });
  if (process.connected) process.disconnect();
}
