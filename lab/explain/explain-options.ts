import type { LabShown } from '../../web/components/lab-around.tsx';
import type { SiteLog } from '../../web/http/site-log.ts';

/** What the page `/explain` needs. */
export interface ExplainOptions {
  readonly log?: SiteLog | undefined;
  readonly shown?: LabShown | undefined;
}
