import type { Answer } from '../answer.ts';
import { ScimError } from '../scim-error.ts';
import type { Visit } from '../visit.ts';

/** The fault `not_found_on_no_match`: a search without a hit is answered as if an address did not exist (CONN-01). */
export function withFault(
  { faults }: Visit,
  { filter }: { filter: unknown },
  answer: Answer,
): Answer {
  const { totalResults } = (answer.body ?? {}) as { totalResults?: number };
  if (faults.has('not_found_on_no_match') && filter !== undefined && totalResults === 0)
    throw new ScimError(404, 'Nothing was found. (Switched on: this server makes a fault.)');
  return answer;
}
