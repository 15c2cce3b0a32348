import { Card } from '../../../web/components/surfaces.tsx';
import { Table } from '../../../web/components/table.tsx';
import type { RefusalReason } from '../../administration/refusal-reason.ts';
import type { RefusedSignIn } from '../../refused-sign-ins/refused-sign-ins.ts';
import { shownTime } from './shown-time.ts';

const reasons: Readonly<Record<RefusalReason, string>> = {
  unknown: 'Nobody has this name',
  disabled: 'The employee is disabled',
  other_company: 'An employee of another company here',
  ambiguous: 'Several employees have this number',
};

/** Why employees could not sign in: the page that they see does not say. */
export function RefusedCard({ refused }: { refused: readonly RefusedSignIn[] }) {
  return (
    <Card title="Refused sign-ins" id="refused">
      <p>
        The latest sign-in of each name that was refused because no active employee has it. The
        person sees only that.
      </p>
      <Table
        caption="Refused sign-ins"
        columns={['Time', { title: 'Name ID', breaks: true }, 'Reason', 'Provisioned']}
        rows={refused.map(({ name, at, reason, provisionedAt }) => [
          shownTime(at),
          name,
          reasons[reason],
          provisionedAt === null ? 'Not yet' : shownTime(provisionedAt),
        ])}
        empty="None in the last 24 hours."
      />
    </Card>
  );
}
