import {
  type ExchangesInMemory,
  exchangesInMemory,
} from '../../exchanges/testing/exchanges-in-memory.ts';
import { element, wire, type XmlElement } from '../../saml/canonical-writer.ts';
import { binding, ns } from '../../saml/names.ts';
import { testDatabase } from '../../store/testing/test-database.ts';
import { buildIdp, type Idp } from '../app.ts';

export const tenantId = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
export const appId = '00001111-aaaa-2222-bbbb-3333cccc4444';
export const identifier = 'http://localhost:4200/saml/contoso/metadata';
export const replyUrl = 'http://localhost:4200/saml/contoso/assert';
export const password = 'Correct-Horse-1';
export const bSimon = 'B.Simon@contoso.com';
export const unassigned = 'K.Lee@contoso.com';
export const globalAdministrator = 'admin@contoso.com';

export interface Contoso {
  idp: Idp;
  /** What the identity provider reported. */
  exchanges: ExchangesInMemory;
  servicePrincipalId: string;
  /** id of B.Simon */
  userId: string;
  /** Moves the clock of the identity provider. In milliseconds. */
  advance(ms: number): void;
  now(): Date;
  /** Keeps everything as it is now. @returns a function that goes back to it: data, clock and exchanges */
  keep(): Promise<() => Promise<void>>;
}

/** The tutorial's tenant in its end state; in memory by default. */
export async function contoso({ file }: { file?: string } = {}): Promise<Contoso> {
  let now = Date.parse('2026-03-01T08:00:00.123Z');
  const clock = () => new Date(now);
  const exchanges = exchangesInMemory();
  const publicUrl = () => 'http://localhost:4100';
  const idp = await buildIdp({ file: file ?? (await testDatabase()), publicUrl, clock, exchanges });
  const { directory } = idp;
  await directory.createTenant({ id: tenantId, displayName: 'Contoso', domain: 'contoso.com' });
  const [userId = ''] = await directory.importUsersUnchecked([
    {
      tenantId,
      userPrincipalName: bSimon,
      displayName: 'B.Simon',
      givenName: 'B',
      surname: 'Simon',
      mail: bSimon,
      password,
    },
    { tenantId, userPrincipalName: unassigned, displayName: 'K. Lee', password },
    {
      tenantId,
      userPrincipalName: globalAdministrator,
      displayName: 'Admin',
      password,
      directoryRoles: ['Global Administrator'],
    },
  ]);
  const { servicePrincipalId } = await directory.addApplication({
    tenantId,
    displayName: 'Peakon',
    appId,
  });
  await directory.configureSaml(servicePrincipalId, saml);
  await directory.addTokenSigningCertificate(servicePrincipalId);
  await directory.assign({ servicePrincipalId, userId });
  return {
    idp,
    exchanges,
    servicePrincipalId,
    userId,
    now: clock,
    advance: (ms) => {
      now += ms;
    },
    async keep() {
      const [kept, putBack] = [now, await idp.keepState()];
      return async () => {
        await putBack();
        now = kept;
        exchanges.clear();
      };
    },
  };
}

/** "Basic SAML Configuration" of the tutorial, IdP-initiated: no Sign on URL. */
export const saml = { identifierUris: [identifier], replyUrls: [replyUrl], relayState: '/start' };

export interface RequestParts {
  /** `undefined` leaves the attribute out. */
  attributes?: Record<string, string | undefined>;
  issuer?: string | undefined;
  nameIDFormat?: string;
  comparison?: string;
  classRefs?: string[];
  subject?: string;
}

/** An AuthnRequest as a plain service provider sends it. */
export const authnRequest = (parts: RequestParts = {}): string => wire(authnRequestElement(parts));

/** The same, to be signed. */
export function authnRequestElement(parts: RequestParts = {}): XmlElement {
  const issuer = 'issuer' in parts ? parts.issuer : identifier;
  return element(
    'samlp:AuthnRequest',
    {
      'xmlns:samlp': ns.protocol,
      'xmlns:saml': ns.assertion,
      ID: 'id6c1c178c166d486687be4aaf5e482730',
      Version: '2.0',
      IssueInstant: '2026-03-01T08:00:00Z',
      AssertionConsumerServiceURL: replyUrl,
      ProtocolBinding: binding.post,
      ...parts.attributes,
    },
    issuer === undefined ? undefined : element('saml:Issuer', {}, issuer),
    parts.subject === undefined
      ? undefined
      : element('saml:Subject', {}, element('saml:NameID', {}, parts.subject)),
    parts.nameIDFormat === undefined
      ? undefined
      : element('samlp:NameIDPolicy', { Format: parts.nameIDFormat }),
    parts.classRefs === undefined
      ? undefined
      : element(
          'samlp:RequestedAuthnContext',
          { Comparison: parts.comparison },
          ...parts.classRefs.map((one) => element('saml:AuthnContextClassRef', {}, one)),
        ),
  );
}
