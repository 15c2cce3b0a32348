/** samlab's own service provider in memory, without a network, as a `Stage` for any run of the catalogue. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Cast,
  honestSpec,
  hostileIdentity,
  type Need,
  type Stage,
  signedAssertion,
} from '../../catalogue/index.ts';
import { idpEntityId, now, seededIds, testCast } from '../../catalogue/testing/cast.ts';
import { registrationOf } from '../../lint/index.ts';
import { readSpDescriptor } from '../../saml/sp-descriptor.ts';
import { buildSp, type Sp } from '../../sp/index.ts';
import { httpBrowsers } from '../agent/http-browser.ts';
import { InProcessAgent, inProcess } from './in-process-agent.ts';

/** Loopback, because browsers keep Secure cookies of http sites only there. */
const origin = 'http://localhost:4200';
const singleSignOn = 'http://idp.test/saml2';
const person = { nameId: 'B.Simon@contoso.com', givenName: 'B', surname: 'Simon' };

export interface InProcessSp {
  /** A new company for one run, set up for its needs; resets the clock. */
  stageFor(needs?: readonly Need[]): Promise<Stage>;
  /** Those needs that this service provider cannot meet. */
  unmet(needs?: readonly Need[]): Need[];
  close(): Promise<void>;
}

export async function inProcessSp(): Promise<InProcessSp> {
  const { cast } = await testCast();
  let offset = 0; // ms
  const clock = () => new Date(now.getTime() + offset);
  const sp = await buildSp({ file: ':memory:', publicUrl: () => origin, clock });
  const published = await describe(sp, await addCompany(sp, 'probe'));
  const browsers = httpBrowsers(inProcess(sp.app));
  const newId = seededIds('in-process');
  const closing: (() => void)[] = [];
  let companies = 0;

  const missing: readonly Need[] = [
    ...(published.encryptionCertificates.length === 0 ? ['decryption-certificate' as const] : []),
    ...(published.encryptionCertificates.length < 2
      ? ['second-decryption-certificate' as const]
      : []),
    ...(published.singleLogout.length === 0 ? ['logout' as const] : []),
  ];

  async function stageFor(needs: readonly Need[] = []): Promise<Stage> {
    offset = 0;
    companies += 1;
    const companyId = `company-${companies}`;
    await addCompany(sp, companyId);
    const settings = {
      ssoLoginUrl: singleSignOn,
      ssoLogoutUrl: singleSignOn,
      idpEntityId,
      certificates: trustedCertificates(cast, needs),
      allowUnsolicited: !needs.includes('unsolicited-refused'),
      singleLogout: needs.includes('logout'),
    };
    const prepare = ({ forceAuthn = false, authnContext = '' }) =>
      sp.administration.enableSingleSignOn(companyId, {
        ...settings,
        forceAuthn,
        requestedAuthnContext: authnContext,
      });
    await prepare({});
    let loaded = false;
    if (needs.includes('second-idp')) await trustSecondIdp(sp, `${companyId}-other`, cast);
    const described = await describe(sp, companyId);
    const { entityId, singleLogout, encryptionCertificates } = described;
    const target = { entityId, acs: `${origin}/saml/${companyId}/assert`, singleLogout };
    const site = {
      origin,
      companyId,
      registration: registrationOf(described),
      clock,
      // Keeps the settings from loaded metadata.
      prepare: async (wish: Parameters<typeof prepare>[0]) => {
        if (!loaded) await prepare(wish);
      },
      answering: (inResponseTo: string | undefined, relayState: string | undefined) =>
        honestSpec({
          cast: { ...cast, encryptionCertificates },
          idpEntityId,
          identity: person,
          sp: target,
          inResponseTo,
          relayState,
          newId,
          now: clock(),
        }),
    };
    return {
      target,
      newUserAgent: async () => new InProcessAgent(site, await browsers.open(new Set([origin]))),
      identityProvider: { entityId: idpEntityId, singleSignOn },
      honest: async (answering) => ({ xml: signedAssertion(answering) }),
      listener: async () => {
        const { url, hits, close } = await listen();
        closing.push(close);
        return { url, hits };
      },
      loadMetadata: async (xml) => {
        try {
          await sp.administration.loadFederationMetadata(companyId, Buffer.from(xml));
          loaded = true;
          return { accepted: true };
        } catch (error) {
          return {
            accepted: false,
            reason: error instanceof Error ? error.message : String(error),
          };
        }
      },
      advanceClock: async (seconds) => {
        offset += seconds * 1000;
      },
    };
  }

  return {
    stageFor,
    unmet: (needs = []) => needs.filter((need) => missing.includes(need)),
    async close() {
      for (const close of closing) close();
      await sp.close();
    },
  };
}

/** Both the test user and the hostile marker have an account, so only the check under test can refuse either. */
async function addCompany({ administration }: Sp, id: string): Promise<string> {
  await administration.createCompany({ id, name: 'Contoso' });
  for (const email of [person.nameId, hostileIdentity])
    await administration.addEmployee({ companyId: id, firstName: 'B', lastName: 'Simon', email });
  return id;
}

/** DER: the trusted certificate, and further ones for runs that need them. */
function trustedCertificates(cast: Cast, needs: readonly Need[]): Buffer[] {
  const { idp, idpSecondKey, idpEcKey } = cast;
  return [
    idp,
    needs.includes('second-signing-key') ? idpSecondKey : undefined,
    needs.includes('ec-signing-key') ? idpEcKey : undefined,
  ].flatMap((key) => (key ? [Buffer.from(key.certificateBase64, 'base64')] : []));
}

/** Each company trusts one identity provider: the second one belongs to another company. */
async function trustSecondIdp({ administration }: Sp, id: string, { secondIdp }: Cast) {
  if (!secondIdp) throw new TypeError('The cast has no second identity provider.');
  await administration.createCompany({ id, name: 'Fabrikam' });
  await administration.enableSingleSignOn(id, {
    ssoLoginUrl: 'http://second-idp.test/saml2',
    idpEntityId: secondIdp.entityId,
    certificates: [Buffer.from(secondIdp.key.certificateBase64, 'base64')],
  });
}

async function describe({ app }: Sp, companyId: string) {
  const { rawPayload } = await app.inject(`/saml/${companyId}/metadata`);
  return readSpDescriptor(rawPayload);
}

/** Counts requests, of which there should be none. */
async function listen() {
  let hits = 0;
  const server = createServer((_, response) => {
    hits += 1;
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/key`,
    hits: () => hits,
    close: () => {
      server.close();
    },
  };
}
