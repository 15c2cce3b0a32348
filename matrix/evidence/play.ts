/** Plays each case of the evidence alone against the service provider, and reads what that one logs meanwhile. */
import { setTimeout } from 'node:timers/promises';
import type { CheckReport } from '../../check/index.ts';
import { check } from '../check.ts';
import type { ServiceProvider } from '../service-provider.ts';
import type { Confirmation, Evidence } from './evidence.ts';

const VALID_CASE = 'ok-both-signed';
const FLUSHED = 300; // ms, for a log that another process writes

/**
 * Sentences on verdicts and log lines that are not as the evidence says.
 *
 * @param folder for the keys and reports of the checks
 */
export async function playFaults(
  { library, evidence }: Confirmation,
  serviceProvider: ServiceProvider,
  folder: string,
): Promise<string[]> {
  const play = async (id: string) => {
    const before = serviceProvider.log().length;
    const report = await check(serviceProvider.addresses, folder, library, {
      case: id,
      concurrency: '1',
    });
    await setTimeout(FLUSHED);
    return { report, log: serviceProvider.log().slice(before) };
  };
  const usual = (await play(VALID_CASE)).log;
  const faults: string[] = [];
  for (const [id, rows] of Map.groupBy(evidence, ({ run }) => caseOf(run))) {
    const { report, log } = await play(id);
    const found = rows.flatMap((row) => [verdictFault(row, report), logFault(row, log, usual)]);
    faults.push(
      ...found.filter((fault) => fault !== undefined).map((fault) => `${library}, ${fault}`),
    );
  }
  return faults;
}

const caseOf = (run: string) => run.split('#')[0] ?? run;

function verdictFault({ run, verdict }: Evidence, { cases }: CheckReport): string | undefined {
  const found = cases[caseOf(run)]?.runs.find(({ id }) => id === run);
  if (found?.verdict === verdict) return undefined;
  return `${run}: the verdict is ${found?.verdict ?? 'missing'} (${found?.reason}), and not ${verdict}.`;
}

/** What is logged at each check, for its first messages, says nothing of a run: there must be more of it. */
function logFault({ run, log }: Evidence, found: string, usual: string): string | undefined {
  if (log === undefined || count(found, log) > count(usual, log)) return undefined;
  return `${run}: nothing in the log says ${log}`;
}

const count = (text: string, part: string) => text.split(part).length - 1;
