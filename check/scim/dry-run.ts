import type { scimWire } from '../../idp/index.ts';
import type { ScimCase } from './case.ts';
import { PaperSender } from './paper-sender.ts';
import { jobsOf, whySkipped } from './plan.ts';
import { hasOf, type ScimCheckOptions } from './run-scim-check.ts';
import { ScimStage, type Setup } from './stage.ts';

/** A run, and the requests that it would send; what depends on an answer shows a placeholder, such as ID-1. */
export interface PlannedScimRun {
  readonly of: ScimCase;
  readonly id: string;
  /** Why it would be skipped. */
  readonly skipped: string | undefined;
  readonly requests: readonly scimWire.ScimRequest[];
}

/** What the user of the check said, and nothing that only the server knows. */
type Given = Pick<
  ScimCheckOptions,
  | 'match'
  | 'groups'
  | 'customAttribute'
  | 'existing'
  | 'targets'
  | 'dialects'
  | 'tokenB'
  | 'rate'
  | 'grants'
  | 'domain'
>;

/** What a check would send, without sending anything. Groups and a custom extension count as there unless they were ruled out. */
export async function planScim(
  cases: readonly ScimCase[],
  given: Given,
): Promise<PlannedScimRun[]> {
  const { match, groups, customAttribute, existing, targets, domain } = given;
  const setup: Setup = {
    match,
    groups: groups !== 'off',
    customAttribute: customAttribute ?? 'urn:CUSTOM:2.0:User:ATTRIBUTE',
    existing,
    targets,
  };
  const has = hasOf(given, setup);
  const planned: PlannedScimRun[] = [];
  for (const job of jobsOf(cases)) {
    const { of, id, run } = job;
    const skipped = whySkipped(job, has);
    const sender = new PaperSender(domain);
    let count = 0;
    const name = () => {
      count += 1;
      return `samlab-RUN-${count}`;
    };
    if (skipped === undefined)
      await run.play(new ScimStage(setup, { sender, name, judges: false }));
    planned.push({ of, id, skipped, requests: sender.requests });
  }
  return planned;
}
