import type { CloudName } from '../cloud/clouds.ts';
import { clouds } from '../cloud/clouds.ts';

/** The appId of Microsoft Graph in every tenant. */
const GRAPH = '00000003-0000-0000-c000-000000000000';

/** How a client names Microsoft Graph in a scope; the token's audience is the name that it used. */
export const graphAudiences = (cloud: CloudName): readonly string[] => [
  `https://${clouds[cloud].graph}`,
  `https://${clouds[cloud].graph}/`,
  GRAPH,
];
