/** A stage without a service provider behind it. */
import type { Observation } from '../../case.ts';
import type { Message } from '../../message.ts';
import { userNamed } from '../../observe.ts';
import type { ResponseSpec } from '../../response-spec.ts';
import { signedAssertion } from '../../sign-xml.ts';
import type { Answer, Stage, UserAgent } from '../../stage.ts';

export interface Scripted {
  /** The response to every request. */
  readonly body?: string;
  /** The whoami response; not signed in when absent. */
  readonly whoami?: string;
  /** Requests that the listener counted. */
  readonly hits?: number;
}

/** @param keep receives each message that is posted, and for any other request its URL instead of the XML. */
export function scripted(
  spec: ResponseSpec,
  { body = '', whoami, hits = 0 }: Scripted,
  keep: (message: Message) => void = () => {},
): Stage {
  const answer: Answer = {
    status: 200,
    url: spec.sp.acs,
    locations: [],
    contentType: 'text/html',
    title: '',
    body,
    check: undefined,
  };
  const agent: UserAgent = {
    begin: async () => spec,
    post: async (_, message) => {
      keep(message);
      return answer;
    },
    request: async ({ url }) => {
      keep({ xml: url });
      return answer;
    },
    whoami: async () => ({
      signedIn: whoami !== undefined,
      text: whoami ?? '',
      ...userNamed(whoami ?? '', 'B.Simon@contoso.com'),
    }),
    cookies: async () => ({}),
    fork: async () => agent,
  };
  return {
    newUserAgent: async () => agent,
    target: { ...spec.sp, singleLogout: [] },
    identityProvider: { entityId: 'https://idp.test/', singleSignOn: 'https://idp.test/saml2' },
    honest: async (answering) => ({ xml: signedAssertion(answering) }),
    listener: async () => ({ url: 'http://listener.test', hits: () => hits }),
  };
}

/** The first message that a played run sends. */
export async function sentBy(
  play: (stage: Stage) => Promise<Observation>,
  spec: ResponseSpec,
): Promise<Message> {
  const sent: Message[] = [];
  await play(scripted(spec, {}, (message) => sent.push(message)));
  const [first] = sent;
  if (!first) throw new Error('The run sent nothing.');
  return first;
}
