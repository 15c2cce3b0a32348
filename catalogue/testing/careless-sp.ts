/**
 * A service provider that accepts everything: it verifies nothing, redirects anywhere, shows any input, fetches any URL, and signs everyone
 * out on any request. A case that it passes could never fail.
 */
import { inflateRawSync } from 'node:zlib';
import { binding } from '../../saml/names.ts';
import { honestSpec } from '../honest.ts';
import { type Cast, hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import { signedAssertion } from '../sign-xml.ts';
import type { Answer, RawRequest, Stage, UserAgent } from '../stage.ts';
import { idpEntityId, now, seededIds, sp } from './cast.ts';

const slo = 'http://sp.test/slo';
const keyUrl = 'http://listener.test/key';

export interface Carelessness {
  /** False: the session keeps the id that the browser had before sign-in. */
  readonly renewsSession: boolean;
}

export function carelessStage(cast: Cast, { renewsSession }: Carelessness): Stage {
  const newId = seededIds('careless');
  /** Session id to the text of its message. */
  const sessions = new Map<string, string>();
  let hits = 0;

  function agent(cookie: string | undefined): UserAgent {
    let id = cookie;
    const visit = () => {
      id ??= newId();
      return id;
    };
    const signIn = (xml: string, location?: string): Answer => {
      if (renewsSession || id === undefined) id = newId();
      sessions.set(id, xml);
      if (xml.includes(keyUrl)) hits += 1;
      const body = `${location ?? ''}${xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>')}`;
      return page(body, location === undefined ? [] : [location]);
    };
    return {
      async begin(): Promise<ResponseSpec> {
        visit();
        return honestSpec({
          cast,
          idpEntityId,
          sp,
          now,
          newId,
          inResponseTo: newId(),
          relayState: undefined,
          identity: { nameId: 'B.Simon@contoso.com' },
        });
      },
      post: async (_, { xml, relayState }) =>
        signIn(Buffer.from(xml).toString('utf8'), relayState ?? undefined),
      async request(request): Promise<Answer> {
        if (!request.url.startsWith(slo)) return signIn(sentMessage(request));
        if (/SAMLRequest=/.test(`${request.url}${request.body ?? ''}`)) sessions.clear();
        // It reads any message, but it must be one.
        return isMessage(request) ? page('', []) : { ...page('', []), status: 400 };
      },
      async whoami() {
        const text = sessions.get(visit());
        const names = (name: string) => text?.includes(name) ?? false;
        return {
          signedIn: text !== undefined,
          text: text ?? '',
          // It uses whatever a message says, so it may be signed in as both.
          honest: names('B.Simon@contoso.com'),
          hostile: names(hostileIdentity),
        };
      },
      cookies: async () => ({ session: visit() }),
      fork: async () => agent(id),
      beginLogout: async () => ({ id: newId(), relayState: undefined }),
    };
  }

  return {
    target: {
      ...sp,
      singleLogout: [binding.redirect, binding.post].map((by) => ({ binding: by, location: slo })),
    },
    identityProvider: { entityId: idpEntityId, singleSignOn: 'http://idp.test/saml2' },
    newUserAgent: async () => agent(undefined),
    honest: async (answering) => ({ xml: signedAssertion(answering) }),
    listener: async () => ({ url: keyUrl, hits: () => hits }),
    loadMetadata: async () => ({ accepted: true }),
    advanceClock: async () => {},
  };
}

const page = (body: string, locations: readonly string[]): Answer => ({
  status: 200,
  url: sp.acs,
  title: 'Welcome',
  contentType: 'text/html',
  body,
  locations,
  check: undefined,
});

/** Anything that looks like a message, wherever it is. */
/** Any message of the catalogue is longer than that in base64. */
const isMessage = ({ url, body = '' }: RawRequest): boolean =>
  /[\w+/]{200,}/.test(decodeURIComponent(`${url} ${Buffer.from(body).toString('utf8')}`));

function sentMessage({ url, body = '' }: RawRequest): string {
  const text = decodeURIComponent(`${url} ${Buffer.from(body).toString('utf8')}`);
  const bytes = Buffer.from(/[\w+/]{200,}={0,2}/.exec(text)?.[0] ?? '', 'base64');
  return bytes[0] === 0x3c ? bytes.toString('utf8') : inflateRawSync(bytes).toString('utf8');
}
