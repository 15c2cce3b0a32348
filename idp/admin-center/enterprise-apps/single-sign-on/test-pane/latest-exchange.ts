import type { Exchange } from '../../../../../exchanges/exchange.ts';
import type { ApplicationVisit } from '../../application-routes.ts';

/** The latest exchange of the application; see `ExchangeRecorder.latest` for one whose request named none. */
export const latestExchange = async ({
  context,
  tenantId,
  id,
}: ApplicationVisit): Promise<Exchange | undefined> =>
  context.exchanges?.latest({ tenantId, applicationId: id });
