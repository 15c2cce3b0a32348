import type { VNode } from 'preact';
import type { Run } from '../../../catalogue/index.ts';
import { allCases, caseById } from '../../../catalogue/index.ts';
import type { SiteUrls } from '../../endpoints.ts';
import { SpoilError } from '../errors.ts';
import { CasePage } from './case-page.tsx';
import { CasesPage } from './cases-page.tsx';
import { type SampleMessage, sampleMessage } from './sample-message.ts';
import { readFilter, searchCases } from './search.ts';

/** The list for the filter of a query, whose fields `value` returns. */
export function casesPage(value: (name: string) => string, token: string): VNode {
  const filter = readFilter(value);
  return <CasesPage cases={searchCases(allCases, filter)} filter={filter} token={token} />;
}

/** The page of one case. @throws {SpoilError} `unknown_case` */
export async function casePage(
  id: string,
  { urls, now, token }: { urls: SiteUrls; now: Date; token: string },
): Promise<VNode> {
  const of = caseById(id);
  if (!of) throw new SpoilError('unknown_case', `The catalogue has no case "${id.slice(0, 60)}".`);
  const samples = await Promise.all(of.runs.map((run) => sampleOf(run, { urls, now })));
  return <CasePage of={of} samples={samples} token={token} />;
}

/** Undefined for a run with several messages, a large message or a key that the tutorial does not have. */
async function sampleOf(
  run: Run,
  about: { urls: SiteUrls; now: Date },
): Promise<SampleMessage | undefined> {
  const beyond = run.needs?.some((need) => /load|key|certificate|second-idp/.test(need));
  return run.message && !beyond ? sampleMessage(run, about) : undefined;
}
