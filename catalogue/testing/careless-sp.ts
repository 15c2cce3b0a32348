/**
 * A service provider that accepts everything: it verifies nothing, redirects anywhere, shows any input, fetches any URL, and signs everyone
 * out on any request. A case that it passes could never fail.
 */
import { inflateRawSync } from 'node:zlib';
import { binding } from '../../saml/names.ts';
import { withAssertion } from '../change-spec.ts';
import { honestSpec } from '../honest.ts';
import { type Cast, hostileIdentity, type ResponseSpec } from '../response-spec.ts';
import { authnStatementXml } from '../saml-elements.ts';
import { signedAssertion } from '../sign-xml.ts';
import type { Answer, RawRequest, Stage, UserAgent } from '../stage.ts';
import { idpEntityId, now, seededIds, sp } from './cast.ts';

const slo = 'http://sp.test/slo';
const keyUrl = 'http://listener.test/key';

export interface Carelessness {
  /** False: the session keeps the id that the browser had before sign-in. */
  readonly renewsSession: boolean;
  /** True: it does not accept an answer to a request that it never made. */
  readonly knowsRequests?: boolean;
}

export function carelessStage(
  cast: Cast,
  { renewsSession, knowsRequests = false }: Carelessness,
): Stage {
  const newId = seededIds('careless');
  /** Session id to the text of its message. */
  const sessions = new Map<string, string>();
  const requests = new Set<string>();
  let hits = 0;

  const isUnknown = (xml: string): boolean => {
    const id = /InResponseTo="([^"]*)"/.exec(xml)?.[1];
    return knowsRequests && id !== undefined && !requests.has(id);
  };

  function agent(cookie: string | undefined): UserAgent {
    let id = cookie;
    const visit = () => {
      id ??= newId();
      return id;
    };
    const signIn = (xml: string, location?: string): Answer => {
      if (isUnknown(xml)) return { ...page('', []), status: 403 };
      if (renewsSession || id === undefined) id = newId();
      sessions.set(id, xml);
      if (xml.includes(keyUrl)) hits += 1;
      const body = `<a href="${location ?? ''}">Go on</a>${location ?? ''}${xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>')}`;
      return page(body, location === undefined ? [] : [location]);
    };
    const specFor = (inResponseTo: string | undefined): ResponseSpec =>
      honestSpec({
        cast,
        idpEntityId,
        sp,
        now,
        newId,
        inResponseTo,
        relayState: undefined,
        identity: { nameId: 'B.Simon@contoso.com' },
      });
    return {
      async begin({ authnContext: classRef } = {}) {
        visit();
        const id = newId();
        requests.add(id);
        const spec = specFor(id);
        if (classRef === undefined) return spec;
        const authnInstant = spec.assertion.issueInstant ?? '';
        return withAssertion(spec, {
          authnStatements: authnStatementXml({ authnInstant, classRef }),
        });
      },
      unsolicited: async () => specFor(undefined),
      post: async (_, { xml, relayState }) =>
        signIn(Buffer.from(xml).toString('utf8'), relayState ?? undefined),
      async request(request): Promise<Answer> {
        if (!request.url.startsWith(slo)) return signIn(sentMessage(request));
        if (/SAMLRequest=/.test(`${request.url}${request.body ?? ''}`)) sessions.clear();
        // It reads any message, but it must be one.
        return isMessage(request)
          ? page('You are signed out.', [])
          : { ...page('', []), status: 400 };
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
      plantCookie: async (_, value) => {
        id = value;
      },
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

/** Nothing is a message too. */
function sentMessage({ url, body = '' }: RawRequest): string {
  const sent = `${url} ${Buffer.from(body).toString('utf8')}`;
  const found = /[\w+/]{200,}={0,2}/.exec(decoded(sent))?.[0];
  if (found === undefined) return '';
  const bytes = Buffer.from(found, 'base64');
  return bytes[0] === 0x3c ? bytes.toString('utf8') : inflateRawSync(bytes).toString('utf8');
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
