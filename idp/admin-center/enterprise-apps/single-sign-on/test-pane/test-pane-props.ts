import type { Exchange } from '../../../../../exchanges/exchange.ts';
import type { ConfigurationChangeRow } from '../../../../directory/tables.ts';
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
  /** The latest exchange of the application; undefined when there is none yet. */
  exchange: Exchange | undefined;
  /** It has just begun, and its end is awaited. */
  awaited: boolean;
  /** Changes with what came of the exchange. */
  version: string;
  proposed: ProposedFix | undefined;
  lastFix: ConfigurationChangeRow | undefined;
  pasted: Pasted | undefined;
}
