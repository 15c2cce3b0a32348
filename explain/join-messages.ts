import type { ReadMessage } from './read-messages.ts';

/** Messages that belong together. */
export interface JoinedMessages {
  readonly kind: 'sign-in' | 'sign-out';
  readonly request?: ReadMessage;
  readonly response?: ReadMessage;
  /** An earlier Response that answered the same request, or brought the same assertion. */
  readonly earlier?: { readonly message: ReadMessage; readonly why: 'request' | 'assertion' };
}

/**
 * Joins requests and the responses that name them in InResponseTo, in the order in which they were captured. A response that names no captured
 * request, or none at all, is alone; so is a second answer to one request, which names the first as `earlier`.
 */
export function joinMessages(messages: readonly ReadMessage[]): JoinedMessages[] {
  const requests = messages.filter(({ says }) => isRequest(says.kind));
  const responses = messages.filter(({ says }) => !isRequest(says.kind));
  const answered = new Set<ReadMessage>();
  const joined = new Map<ReadMessage, JoinedMessages>();
  responses.forEach((response, n) => {
    const { inResponseTo, kind } = response.says;
    const request = requests.find(
      ({ says }) => inResponseTo !== undefined && says.id === inResponseTo,
    );
    const earlier = earlierThan(response, responses.slice(0, n));
    const first = request !== undefined && !answered.has(request);
    if (request) answered.add(request);
    joined.set(first ? request : response, {
      kind: kind.startsWith('Logout') ? 'sign-out' : 'sign-in',
      ...(request && { request }),
      response,
      ...(earlier && { earlier }),
    });
  });
  for (const request of requests)
    if (!answered.has(request))
      joined.set(request, {
        kind: request.says.kind.startsWith('Logout') ? 'sign-out' : 'sign-in',
        request,
      });
  return messages.flatMap((message) => joined.get(message) ?? []);
}

const isRequest = (kind: string) => kind === 'AuthnRequest' || kind === 'LogoutRequest';

function earlierThan(
  { says }: ReadMessage,
  before: readonly ReadMessage[],
): JoinedMessages['earlier'] {
  const ids = says.assertions.map(({ id }) => id);
  const same = before.find((one) => one.says.assertions.some(({ id }) => ids.includes(id)));
  if (same) return { message: same, why: 'assertion' };
  const { inResponseTo, kind } = says;
  const rival = before.find(
    (one) =>
      inResponseTo !== undefined &&
      one.says.inResponseTo === inResponseTo &&
      one.says.kind === kind,
  );
  return rival && { message: rival, why: 'request' };
}
