import type { ConfigurationChangeRow, TestSignInRow } from '../../../../directory/tables.ts';
import type { Shell } from '../../../visit.ts';
import type { ApplicationVisit } from '../../application-routes.ts';
import type { Guidance } from './guidance.ts';
import type { ProposedFix } from './proposed-fix.ts';

/** An error that was pasted to be explained. */
export interface Pasted {
  text: string;
  /** Absent: no AADSTS number was found in it. */
  guidance: Guidance | undefined;
}

export interface TestPaneProps {
  shell: Shell;
  visit: ApplicationVisit;
  test: TestSignInRow | undefined;
  awaited: boolean;
  /** Changes with what came of the test. */
  version: string;
  proposed: ProposedFix | undefined;
  lastFix: ConfigurationChangeRow | undefined;
  pasted: Pasted | undefined;
}
