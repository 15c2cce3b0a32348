import { CodeBlock } from '../../web/components/code-block.tsx';
import { Table } from '../../web/components/table.tsx';
import { membersOfAnswer } from './members.ts';
import type { DescribedOperation } from './openapi.ts';

interface AnswerViewProps {
  readonly operation: DescribedOperation;
  /** By name. */
  readonly schemas: Readonly<Record<string, unknown>>;
}

/** What an operation answers when it succeeds: status, members, and an example. */
export function AnswerView({ operation: { operationId, responses }, schemas }: AnswerViewProps) {
  const [status, answer] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? [];
  const media = answer?.content?.['application/json'];
  if (!media)
    return (
      <p>
        Answers {status}, without a body: {answer?.description}
      </p>
    );
  return (
    <>
      <p>
        Answers {status}: {answer?.description}
      </p>
      <Table
        caption={`What ${operationId} answers`}
        columns={['Name', 'Type', 'Always', 'Meaning']}
        rows={membersOfAnswer(media.schema, schemas).map(({ name, type, always, meaning }) => [
          <code key={name} class="breaks">
            {name}
          </code>,
          type,
          always ? 'yes' : 'no',
          meaning,
        ])}
      />
      <CodeBlock label="Answer" code={JSON.stringify(media.example, null, 2)} tall />
    </>
  );
}
