import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { readCertificate } from '../../../certs/certificate.ts';
import type { SigningKey } from '../../../certs/signing-certificate.ts';
import { readRedirectQuery } from '../../../saml/bindings/redirect-query.ts';
import type { XmlElement } from '../../../saml/canonical-writer.ts';
import { type LogoutResponse, openLogout } from '../../../saml/logout.ts';
import { readSpDescriptor } from '../../../saml/sp-descriptor.ts';
import type { SingleSignOnInput } from '../../administration/single-sign-on.ts';
import { answerTo } from '../../testing/answers.ts';
import { Browser } from '../../testing/browser.ts';
import type { ResponseParts } from '../../testing/build-response.ts';
import {
  byPost,
  byRedirect,
  type Delivery,
  type LogoutParts,
  logoutRequest,
} from '../../testing/logout-messages.ts';
import {
  idpEntityId,
  type SpUnderTest,
  spUnderTest,
  ssoLoginUrl,
  today,
} from '../../testing/sp-under-test.ts';

export const ssoLogoutUrl = 'http://idp.test/logout';
export const path = '/saml/contoso/logout';
export const accept = { accept: 'application/problem+json' };

type Answer = ReturnType<Browser['get']>;

/** What the tests of IdP-initiated single logout share; all of it is there once a test runs, not before. */
export interface SingleLogout {
  readonly under: SpUnderTest;
  /** That of the identity provider. */
  readonly key: SigningKey;
  /** B.Simon's browser, signed in anew for each test. */
  readonly person: Browser;
  /** SessionIndex of `person`. */
  readonly sessionIndex: string;
  /** Signs B.Simon in in another browser. */
  signIn(parts?: ResponseParts): Promise<{ person: Browser; sessionIndex: string }>;
  /** Changes the settings of `contoso` until the test ends. */
  configure(settings: Partial<SingleSignOnInput>): Promise<void>;
  /** A LogoutRequest about the session of `person`. */
  honest(parts?: LogoutParts): XmlElement;
  /** Sends it by the HTTP-Redirect binding, through the browser of `person`. */
  redirect(parts?: LogoutParts, delivery?: Partial<Delivery>): Answer;
  /** Sends it by the HTTP-POST binding. */
  post(parts?: LogoutParts, delivery?: Partial<Delivery>): Answer;
  /** The LogoutResponse in a Location, verified by the key of the service provider's metadata. */
  answered(location: unknown): Promise<LogoutResponse & { relayState?: string }>;
}

/** A service provider for the tests of a file, and a person signed in there for each test. */
export function singleLogoutForEachTest(): SingleLogout {
  let under: SpUnderTest;
  let current: { person: Browser; sessionIndex: string };
  let count = 0;

  const slo: SingleLogout = {
    get under() {
      return under;
    },
    get key() {
      return under.context.key;
    },
    get person() {
      return current.person;
    },
    get sessionIndex() {
      return current.sessionIndex;
    },
    signIn: async (parts = {}) => {
      count += 1;
      const person = new Browser(under.sp);
      const assertionId = `_session-${count}`; // also its SessionIndex
      const response = await answerTo(under, null, { parts: { assertionId, ...parts } });
      expect((await person.postResponse(response)).statusCode).toBe(303);
      return { person, sessionIndex: assertionId };
    },
    configure: async (settings) => {
      await under.sp.administration.enableSingleSignOn('contoso', {
        ssoLoginUrl,
        ssoLogoutUrl,
        idpEntityId,
        certificates: [slo.key.certificate.der],
        ...settings,
      });
    },
    honest: (parts = {}) => logoutRequest({ sessionIndexes: [slo.sessionIndex], ...parts }),
    redirect: (parts = {}, delivery = {}) =>
      slo.person.get(byRedirect(slo.honest(parts), { key: slo.key, ...delivery }), accept),
    post: async (parts = {}, delivery = {}) => {
      const form = await byPost(slo.honest(parts), { key: slo.key, ...delivery });
      return slo.person.post(path, form, accept);
    },
    answered: (location) => verifiedAnswer(under, location),
  };

  beforeAll(async () => {
    under = await spUnderTest({ ssoLogoutUrl });
  });
  afterAll(() => under.sp.close());
  beforeEach(async () => {
    current = await slo.signIn();
    return async () => {
      under.setNow(today);
      await slo.configure({});
    };
  });
  return slo;
}

async function verifiedAnswer({ sp }: SpUnderTest, location: unknown) {
  expect(String(location).startsWith(`${ssoLogoutUrl}?`)).toBe(true);
  const query = String(location).split('?')[1] ?? '';
  const { rawPayload } = await sp.app.inject('/saml/contoso/metadata');
  const [certificate = ''] = readSpDescriptor(rawPayload).signingCertificates;
  const { publicKey } = readCertificate(Buffer.from(certificate));
  const read = readRedirectQuery(query);
  if (!read) throw new Error('The query has no message.');
  using logout = openLogout(read.xml, 'LogoutResponse');
  expect(logout.schemaErrors).toEqual([]);
  const { message } = logout.verifyQuery(query, { certificates: [{ publicKey, thumbprint: '' }] });
  if (message.kind !== 'LogoutResponse') throw new Error('This is not a LogoutResponse.');
  return { ...message, ...(read.relayState !== undefined && { relayState: read.relayState }) };
}
