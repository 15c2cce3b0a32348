import type { Exchange } from '../../exchanges/exchange.ts';
import { openStore } from '../../store/open-store.ts';
import { type ExchangeTables, migrations } from './tables.ts';

/** The newest are enough to see how a service provider behaves. */
const LIMIT = 200;

/**
 * The latest exchanges of an application, the newest first, without imported ones. A lab may be running on the folder.
 *
 * @param file the database of the exchanges; it must exist
 * @param applicationId of its servicePrincipal
 * @throws {StoreError} when it cannot be read
 */
export async function readExchanges(file: string, applicationId: string): Promise<Exchange[]> {
  const db = await openStore<ExchangeTables>({
    file,
    existing: true,
    name: 'exchanges',
    migrations,
  });
  try {
    const rows = await db
      .selectFrom('exchange')
      .select('body')
      .where('applicationId', '=', applicationId)
      .where('imported', '=', 0)
      .orderBy('position', 'desc')
      .limit(LIMIT)
      .execute();
    return rows.map(({ body }) => JSON.parse(body) as Exchange);
  } finally {
    await db.destroy();
  }
}
