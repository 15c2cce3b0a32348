import { Badge } from '../../web/components/badge.tsx';
import { CodeBlock } from '../../web/components/code-block.tsx';
import { LinkButton } from '../../web/components/controls.tsx';
import { Breadcrumbs, PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, Disclosure, Facts } from '../../web/components/surfaces.tsx';
import { Table } from '../../web/components/table.tsx';
import { AnswerView } from './answer-view.tsx';
import { curlCommand } from './curl-command.ts';
import type { DescribedOperation, OpenApi } from './openapi.ts';
import { problemTypes } from './problem-types.ts';

const title = 'HTTP API';

interface Listed {
  readonly method: string;
  readonly path: string;
  readonly operation: DescribedOperation;
}

interface ApiPageProps {
  readonly document: OpenApi;
  /** URL of the lab home. */
  readonly lab: string;
  /** For the examples. */
  readonly tenantId: string;
}

/** The API for people: every operation of the OpenAPI document, with an example to copy. */
export function ApiPage({ document, lab, tenantId }: ApiPageProps) {
  const needsToken = document.security !== undefined;
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Listed => ({ method, path, operation })),
  );
  return (
    <Page title={title} site="lab" siteName="samlab" scripts={['copy']} wide>
      <Breadcrumbs items={[{ title: 'Lab home', href: '/' }, { title }]} />
      <PageHeading
        title={title}
        lead="What a test does with a lab, from any language: tenants, users, applications, sign-ins without a browser, altered responses, exchanges and time."
      />
      <Card title="How it works" id="rules">
        <Facts
          items={[
            { term: 'Address', value: `${lab}/api/v1`, copy: true },
            {
              term: 'Bodies',
              value: (
                <>
                  JSON, with the header <code>Content-Type: application/json</code>. A property that
                  does not exist is refused.
                </>
              ),
            },
            {
              term: 'Errors',
              value: (
                <>
                  <code>application/problem+json</code> (RFC 9457): <code>code</code>,{' '}
                  <code>detail</code>, and <code>errors</code> with every fault and its place.
                </>
              ),
            },
            {
              term: 'Access',
              value: needsToken ? (
                <>
                  Every request needs the header <code>Authorization: Bearer</code> with the token
                  that the lab was started with (<code>SAMLAB_API_TOKEN</code>).
                </>
              ) : (
                'Programs on this machine, without a token. Pages of other sites are refused.'
              ),
            },
          ]}
        />
        <div class="actions">
          <LinkButton href="/api/v1/openapi.json">OpenAPI 3.1</LinkButton>
        </div>
      </Card>
      {document.tags.map(({ name }) => (
        <Card key={name} title={name} id={name.toLowerCase()}>
          {all
            .filter(({ operation }) => operation.tags.includes(name))
            .map((one) => (
              <OperationView
                key={one.operation.operationId}
                {...one}
                example={curlCommand(one, { lab, tenantId, needsToken })}
                schemas={document.components.schemas}
              />
            ))}
        </Card>
      ))}
      <Card title="Why a request is refused" id="problems">
        <Table
          caption="Codes of problems"
          columns={['Code', { title: 'Status', nowrap: true }, 'Means']}
          rows={Object.entries(problemTypes).map(([code, { status, title: means }]) => [
            <code key={code} id={code}>
              {code}
            </code>,
            status,
            means,
          ])}
        />
      </Card>
    </Page>
  );
}

interface OperationViewProps extends Listed {
  readonly example: string;
  readonly schemas: Readonly<Record<string, unknown>>;
}

function OperationView({ method, path, operation, example, schemas }: OperationViewProps) {
  const { operationId, summary, description, parameters, requestBody } = operation;
  const body = requestBody?.content['application/json'].schema as BodySchema | undefined;
  const rows = [
    ...parameters.map((one) => [one.name, one.in, one.required, one.description] as const),
    ...Object.entries(body?.properties ?? {}).map(
      ([name, { description: what = '' }]) =>
        [name, 'body', body?.required?.includes(name) ?? false, what] as const,
    ),
  ];
  return (
    <Disclosure
      id={operationId}
      summary={
        <>
          <Badge>{method.toUpperCase()}</Badge> <code class="breaks">{path}</code> {summary}
        </>
      }
    >
      {description !== undefined && <p>{description}</p>}
      {rows.length > 0 && (
        <Table
          caption={`What ${operationId} takes`}
          columns={['Name', 'In', 'Needed', 'Meaning']}
          rows={rows.map(([name, place, needed, what]) => [
            <code key={name}>{name}</code>,
            place,
            needed ? 'yes' : 'no',
            what,
          ])}
        />
      )}
      <CodeBlock label="curl" code={example} />
      <AnswerView operation={operation} schemas={schemas} />
    </Disclosure>
  );
}

interface BodySchema {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
  readonly required?: readonly string[];
}
