import { CodeBlock } from '../../../web/components/code-block.tsx';
import { Card, Facts } from '../../../web/components/surfaces.tsx';
import type { ReceivedOperation } from '../../scim/operations/received-operations.ts';
import { type AdminFrame, AdminPage } from '../admin-page.tsx';
import { StatusBadge } from './operations-card.tsx';
import { ProvisioningHeading } from './provisioning-heading.tsx';
import { readablePath } from './readable-path.ts';
import { shownTime } from './shown-time.ts';

interface OperationPageProps {
  readonly frame: AdminFrame;
  readonly operation: ReceivedOperation;
}

/** One request and its answer. */
export function OperationPage({ frame, operation }: OperationPageProps) {
  const { number, at, method, path, status, durationMs, request, answer } = operation;
  const title = `Operation ${number}`;
  return (
    <AdminPage frame={frame} title={title} section="integrations" scripts={['copy']}>
      <ProvisioningHeading inner={title} />
      <Card title="Request">
        <Facts
          items={[
            { term: 'Time', value: shownTime(at) },
            { term: 'Request', value: `${method} ${readablePath(path)}` },
            { term: 'Answer', value: <StatusBadge status={status} /> },
            { term: 'Took', value: `${durationMs} ms` },
          ]}
        />
        {request === undefined ? (
          <p>The request has no body.</p>
        ) : (
          <CodeBlock label="Body" code={indented(request)} tall />
        )}
      </Card>
      <Card title="Answer">
        {answer === undefined ? (
          <p>The answer has no body.</p>
        ) : (
          <CodeBlock label="Body" code={indented(answer)} tall />
        )}
      </Card>
    </AdminPage>
  );
}

/** JSON with line breaks; what is no JSON, or was shortened, as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
