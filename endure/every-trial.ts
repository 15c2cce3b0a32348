import { fuzzRoutes } from './fuzz-routes.ts';
import { killRounds } from './kill-rounds.ts';
import { manyLabs } from './many-labs.ts';
import { mutateMessages } from './mutate-messages.ts';
import { soak } from './soak.ts';
import { attempt, type Outcome } from './trial.ts';

/** How much to try. */
export interface Amounts {
  readonly rounds: number;
  readonly soakSeconds: number;
  readonly requests: number;
  readonly messages: number;
  readonly labs: number;
}

/** Runs all trials, one after another. */
export async function everyTrial(
  { rounds, soakSeconds, requests, messages, labs }: Amounts,
  seed: number,
  onOutcome: (outcome: Outcome) => void = () => {},
): Promise<Outcome[]> {
  const trials: [name: string, run: Parameters<typeof attempt>[1]][] = [
    ['Killed while writing', () => killRounds({ rounds, random: Math.random })],
    ['Arbitrary requests', () => fuzzRoutes({ requests, seed })],
    ['Altered messages', () => mutateMessages({ messages, seed })],
    ['Many labs', () => manyLabs({ labs })],
    ['Sign-ins without a pause', () => soak({ seconds: soakSeconds })],
  ];
  const outcomes: Outcome[] = [];
  for (const [name, run] of trials) {
    const outcome = await attempt(name, run);
    onOutcome(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}
