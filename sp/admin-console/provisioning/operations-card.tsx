import { Badge } from '../../../web/components/badge.tsx';
import { Card } from '../../../web/components/surfaces.tsx';
import { Table } from '../../../web/components/table.tsx';
import type { OperationLine } from '../../scim/operations/received-operations.ts';
import { page } from './provisioning-heading.tsx';
import { readablePath } from './readable-path.ts';
import { shownInstant } from './shown-time.ts';

/** The latest requests, each with a page of its details. */
export function OperationsCard({ operations }: { operations: readonly OperationLine[] }) {
  return (
    <Card title="Received operations" id="operations">
      <p>
        The latest requests with the token, at most 100. The token and passwords are masked. Peakon
        answers 25,000 operations an hour.
      </p>
      <Table
        caption="Received operations"
        columns={[
          { title: 'Time (UTC)', nowrap: true },
          'Request',
          { title: 'Answer', nowrap: true },
          { title: 'Took', nowrap: true, align: 'end' },
        ]}
        rows={operations.map(({ number, at, method, path, status, durationMs }) => [
          shownInstant(at),
          <a key={number} href={`${page}/operations/${number}`} class="breaks">
            {method} {shorten(readablePath(path))}
          </a>,
          <StatusBadge key={number} status={status} />,
          `${durationMs} ms`,
        ])}
        empty="Nothing yet. Choose Test Connection in Microsoft Entra."
      />
    </Card>
  );
}

const shorten = (path: string) => (path.length > 120 ? `${path.slice(0, 119)}…` : path);

/** An HTTP status. */
export function StatusBadge({ status }: { status: number }) {
  return <Badge tone={status < 400 ? 'pass' : 'fail'}>{status}</Badge>;
}
