import type { FastifyRequest } from 'fastify';
import { signIn } from '../acs/checks/table.ts';
import { binding as signInBinding } from '../acs/checks/transport.ts';
import type { CheckInfo, Procedure } from '../checking/check.ts';
import { CheckRun } from '../checking/check-run.ts';
import { named } from '../checking/coded-check.ts';
import { readingChecks } from '../checking/reading-checks.ts';
import { SpError } from '../errors.ts';
import { signOutByRequest } from '../sign-out/checks/table.ts';
import { binding as signOutBinding } from '../sign-out/checks/transport.ts';

interface Endpoint {
  readonly path: RegExp;
  readonly procedure: Procedure;
  readonly binding: CheckInfo;
}

const endpoints: readonly Endpoint[] = [
  { path: /^\/saml\/[^/]+\/assert(?:\?|$)/, procedure: signIn, binding: signInBinding },
  { path: /^\/saml\/[^/]+\/logout(?:\?|$)/, procedure: signOutByRequest, binding: signOutBinding },
];

/** What Fastify refuses by itself where messages arrive, before any of our code runs, said in our terms. */
export function refusedByServer(error: unknown, request: FastifyRequest): SpError | undefined {
  const endpoint = endpoints.find(({ path }) => path.test(request.url));
  if (!endpoint) return undefined;
  const run = new CheckRun(endpoint.procedure);
  const code = (error as { code?: unknown } | null)?.code;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return refusalOf(() =>
      run.refuse(named(readingChecks, 'size'), {
        expected: 'a form of at most 1 MiB',
        found: `${request.headers['content-length'] ?? 'more'} bytes`,
        status: 413,
      }),
    );
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return refusalOf(() =>
      run.refuse(endpoint.binding, {
        expected: 'application/x-www-form-urlencoded with one message',
        found: request.headers['content-type'] ?? 'no content type',
        status: 415,
      }),
    );
  return undefined;
}

function refusalOf(refuse: () => never): SpError | undefined {
  try {
    return refuse();
  } catch (error) {
    return error instanceof SpError ? error : undefined;
  }
}
