/** A stage without a service provider behind it. */
import type { Observation } from '../../case.ts';
import { asUnsolicited } from '../../change-spec.ts';
import type { Message } from '../../message.ts';
import { userNamed } from '../../observe.ts';
import type { ResponseSpec } from '../../response-spec.ts';
import { signedAssertion } from '../../sign-xml.ts';
import { type Answer, NotShown, type Stage, type UserAgent } from '../../stage.ts';

export interface Scripted {
  /** The response to every request. */
  readonly body?: string;
  /** The whoami response; not signed in when absent. */
  readonly whoami?: string;
  /** Messages that open no session, whatever `whoami` says. */
  readonly refuses?: (xml: string) => boolean;
  /** Requests that the listener counted. */
  readonly hits?: number;
}

/** @param keep receives each message that is posted, and for any other request its URL instead of the XML. */
export function scripted(
  spec: ResponseSpec,
  { body = '', whoami, refuses = () => false, hits = 0 }: Scripted,
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
  let refused = false;
  const agent: UserAgent = {
    begin: async () => spec,
    unsolicited: async () => asUnsolicited(spec),
    post: async (_, message) => {
      keep(message);
      refused = refuses(String(message.xml));
      return answer;
    },
    request: async ({ url }) => {
      keep({ xml: url });
      return answer;
    },
    whoami: async () => {
      const text = refused ? '' : (whoami ?? '');
      return {
        signedIn: text !== '',
        text,
        ...userNamed(text, 'B.Simon@contoso.com'),
      };
    },
    cookies: async () => ({}),
    plantCookie: async () => {},
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
  await play(scripted(spec, {}, (message) => sent.push(message))).catch((error: unknown) => {
    if (!(error instanceof NotShown)) throw error; // its neighbours are refused too
  });
  const [first] = sent;
  if (!first) throw new Error('The run sent nothing.');
  return first;
}
