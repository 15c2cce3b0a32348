import { PAGE_SIZE, pageNumber } from '../../../web/components/pager.tsx';
import { catalogue } from '../../aadsts/catalogue.ts';
import type { IdpContext } from '../../context.ts';
import { findApplication } from '../../directory/applications/application-details.ts';
import { findSignIn, listSignIns, type SignInFilter } from '../../directory/logs/sign-in-log.ts';
import type { SignInRow } from '../../directory/tables.ts';
import type { AdminRoutes } from '../admin-routes.ts';
import { AdminError } from '../errors.ts';
import { dayOrNone, readFilter } from './filter-form.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { SignInsPage, signInsPath } from './sign-ins-page.tsx';

const names = [
  'user',
  'application',
  'status',
  'from',
  'to',
  'requestId',
  'correlationId',
] as const satisfies readonly (keyof SignInFilter)[];

/** `/admin/sign-ins` */
export function signInLogs(routes: AdminRoutes): void {
  routes.get(signInsPath, 'log.read', async (visit) => {
    const asked = readFilter(names, visit.query);
    const filter = { ...asked, from: dayOrNone(asked.from), to: dayOrNone(asked.to) };
    const page = pageNumber(visit.query('page'));
    const { tenantId, context } = visit;
    const [found, app] = await Promise.all([
      listSignIns(context.db, { ...filter, tenantId, page, pageSize: PAGE_SIZE }),
      findApplication(context.db, tenantId, { appId: filter.application }),
    ]);
    const exchanges = await exchangesOf(context, found.rows);
    return visit.page((shell) => (
      <SignInsPage
        shell={shell}
        found={found}
        filter={filter}
        page={page}
        exchanges={exchanges}
        app={app?.servicePrincipal}
      />
    ));
  });

  routes.get(`${signInsPath}/:requestId`, 'log.read', async (visit) => {
    const row = await findSignIn(visit.context.db, visit.tenantId, visit.param('requestId'));
    if (!row)
      throw new AdminError('object_gone', 'The log has no such sign-in; old ones are removed.');
    const advice = adviceFor(row.errorCode);
    const exchanges = await exchangesOf(visit.context, [row]);
    const exchange = exchanges.get(row.correlationId);
    return visit.page((shell) => (
      <SignInPage shell={shell} row={row} advice={advice} exchange={exchange} />
    ));
  });
}

/** The pages of the exchanges that are recorded for these attempts, by Correlation ID. */
async function exchangesOf(
  { exchanges }: IdpContext,
  rows: readonly SignInRow[],
): Promise<ReadonlyMap<string, string>> {
  if (!exchanges) return new Map();
  const keys = await exchanges.recorded(rows.map(({ correlationId }) => correlationId));
  return new Map([...keys].map((key) => [key, exchanges.address(key)]));
}

function adviceFor(code: number): string | undefined {
  return Object.entries(catalogue).find(([known]) => Number(known) === code)?.[1].advice;
}
