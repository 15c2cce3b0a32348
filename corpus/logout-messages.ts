/** Logout messages in Entra's shape for a service provider, valid and with one fault each (entra-saml.md 4). */
import {
  honestSpec,
  hostileIdentity,
  logoutRequestXml,
  logoutResponseXml,
  lowerCaseEscapes,
  type ResponseSpec,
  redirectQuery,
  replaceOnce,
  responseIssuerXml,
  signXml,
} from '../catalogue/index.ts';
import { type CorpusCast, identityOf, type KeyName, names } from './cast.ts';
import { serviceProvider, type WrittenMessage, written } from './written-message.ts';

type Kind = 'LogoutRequest' | 'LogoutResponse';

interface Sample {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
  readonly by?: 'HTTP-POST';
  readonly xml: (spec: ResponseSpec) => string;
  /** null: nothing signs it. Default: the key of the identity provider. */
  readonly key?: KeyName | null;
  /** Changes the XML after it was signed, or what is sent in place of the signed XML. */
  readonly alter?: (xml: string) => string;
  /** Of samlab's service provider; absent: it is valid. */
  readonly check?: string;
  readonly why: string;
  readonly basis: readonly string[];
}

const destination = names.sp.logout;
const request = (spec: ResponseSpec) => logoutRequestXml(spec, { destination });
const response = (spec: ResponseSpec) =>
  logoutResponseXml(spec, { destination, inResponseTo: spec.inResponseTo ?? '' });

const endsOther = 'Anyone could end the sessions of other people.';
const endsNothing = 'The service provider would say that people are signed out who are not.';
const toOther = (xml: string) => replaceOnce(xml, `>${names.user}<`, `>${hostileIdentity}<`);

const both = (kind: Kind, xml: Sample['xml'], why: string): Sample[] => {
  const name = kind === 'LogoutRequest' ? 'logout-request' : 'logout-response';
  const basis = ['SAML Profiles 4.4.4', 'SAML Bindings 3.4.4.1'];
  return [
    {
      ...{ id: name, kind, xml, basis, title: 'as Entra sends it' },
      why: 'Entra sends it in the sign-out of a user.',
    },
    {
      ...{ id: `${name}-post`, kind, xml, basis, title: 'signed inside', by: 'HTTP-POST' },
      why: 'Other identity providers send it so.',
    },
    {
      ...{ id: `${name}-unsigned`, kind, xml, basis, why, title: 'without a signature' },
      ...{ key: null, check: 'signature_present' },
    },
    {
      ...{ id: `${name}-stranger`, kind, xml, basis, why, title: 'signed by a stranger' },
      ...{ key: 'stranger', check: 'signature' },
    },
    {
      ...{ id: `${name}-destination`, kind, basis, title: 'for another address' },
      xml: (spec) => replaceOnce(xml(spec), destination, 'https://other.example.test/logout'),
      ...{ check: 'destination', why: 'A message for someone else could be used again here.' },
    },
    {
      ...{ id: `${name}-issuer`, kind, basis, why, title: 'with another Issuer' },
      xml: (spec) =>
        replaceOnce(
          xml(spec),
          responseIssuerXml(names.idpEntityId),
          responseIssuerXml('https://other.example.test/idp'),
        ),
      check: 'issuer',
    },
  ];
};

const samples: readonly Sample[] = [
  ...both('LogoutRequest', request, endsOther),
  {
    ...{ id: 'logout-request-tampered', kind: 'LogoutRequest', title: 'tampered with' },
    ...{ by: 'HTTP-POST', xml: request, alter: toOther, check: 'signature', why: endsOther },
    basis: ['SAML Profiles 4.4.4.1'],
  },
  {
    ...{ id: 'logout-request-expired', kind: 'LogoutRequest', title: 'that has expired' },
    xml: (spec) => logoutRequestXml(spec, { destination, expiresIn: -60 * 60 }),
    ...{ check: 'not_on_or_after', why: 'An old message could be used again.' },
    basis: ['SAML Core 3.7.1'],
  },
  ...both('LogoutResponse', response, endsNothing),
  {
    ...{ id: 'logout-response-in-response-to', kind: 'LogoutResponse' },
    title: 'that answers another request',
    xml: (spec) => logoutResponseXml(spec, { destination, inResponseTo: `_${'0'.repeat(32)}` }),
    ...{ check: 'in_response_to', why: endsNothing },
    basis: ['SAML Core 3.2.2'],
  },
];

/** @returns those of the identity provider to the service provider */
export function logoutMessages(cast: CorpusCast): WrittenMessage[] {
  return samples.map((sample) => logoutMessage(cast, sample));
}

function logoutMessage(cast: CorpusCast, sample: Sample): WrittenMessage {
  const { id, kind, title, by = 'HTTP-Redirect', key = 'idp', check, why, basis } = sample;
  const isRequest = kind === 'LogoutRequest';
  const spec = honestSpec({
    ...{ cast: cast.cast, idpEntityId: names.idpEntityId, sp: names.sp, now: names.now },
    identity: { nameId: names.user },
    inResponseTo: cast.requestId,
    relayState: undefined,
    newId: cast.idsFor(id),
  });
  const unsigned = sample.xml(spec);
  const signed =
    by === 'HTTP-POST' && key !== null
      ? signXml(unsigned, { element: kind, key: identityOf(cast.keys[key]) })
      : unsigned;
  const xml = sample.alter?.(signed) ?? signed;
  const parameter = isRequest ? 'SAMLRequest' : 'SAMLResponse';
  return written({
    ...{ id, case: null, kind, folder: 'logout', receiver: 'service-provider', binding: by },
    title: `${kind} ${title}`,
    expected: check === undefined ? 'accept' : 'refuse',
    acceptedUsers: check === undefined && isRequest ? [names.user] : [],
    checks: check === undefined ? [] : [check],
    ...{ basis: [...basis], severity: null, why, xml, relayState: null },
    ...(by === 'HTTP-Redirect' && {
      query: redirectQuery({
        ...{ parameter, xml, encode: lowerCaseEscapes },
        key: key === null ? undefined : cast.keys[key].privateKey,
      }),
    }),
    configuration: serviceProvider(destination, {
      pendingRequestId: isRequest ? null : cast.requestId,
    }),
  });
}
