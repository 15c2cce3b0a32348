import type { DescribedOperation } from './openapi.ts';

/** The values for the parameters of paths in examples: the lab of the tutorial has it, or an earlier example makes it, except what is in capitals. */
const examples: Readonly<Record<string, string>> = {
  userId: 'B.Simon@contoso.com',
  groupId: 'Sales',
  memberId: '22223333-cccc-4444-dddd-5555eeee6666',
  roleId: 'User',
  applicationId: 'Peakon',
  thumbprint: 'THUMBPRINT',
  armedSignInId: 'ID',
};

interface Example {
  readonly method: string;
  readonly path: string;
  readonly operation: DescribedOperation;
}

/** A command for a POSIX shell that runs the example of an operation. */
export function curlCommand(
  { method, path, operation }: Example,
  { lab, tenantId, needsToken }: { lab: string; tenantId: string; needsToken: boolean },
): string {
  const { requestBody, 'x-example-query': query } = operation;
  const example = requestBody?.content['application/json'].example;
  const below = path === '/' ? '' : path;
  const filled = below.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'tenantId' ? tenantId : (examples[name] ?? name),
  );
  const url = `${lab}/api/v1${filled}${query === undefined ? '' : `?${query}`}`;
  const implied = method === (example ? 'post' : 'get');
  return [
    `curl ${implied ? '' : `-X ${method.toUpperCase()} `}${quoted(url)}`,
    ...(needsToken ? ['-H "Authorization: Bearer $SAMLAB_API_TOKEN"'] : []),
    ...(example
      ? [`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(example))}`]
      : []),
  ].join(' \\\n  ');
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
