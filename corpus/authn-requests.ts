/** AuthnRequests for an identity provider, as clients send them and with one fault each, judged as Entra does (entra-saml.md 1, 8). */
import { redirectQuery, replaceOnce, signXml } from '../catalogue/index.ts';
import { binding, nameIdFormat, ns } from '../saml/names.ts';
import { type CorpusCast, identityOf, names } from './cast.ts';
import type { CorpusEntry } from './format.ts';
import { identityProvider, type WrittenMessage, written } from './written-message.ts';

const instant = names.now.toISOString();

/** As samlify writes it for Peakon. */
const peakon = (id: string) =>
  `<samlp:AuthnRequest xmlns:samlp="${ns.protocol}" xmlns:saml="${ns.assertion}" ID="${id}" Version="2.0" IssueInstant="${instant}" ProtocolBinding="${binding.post}" AssertionConsumerServiceURL="${names.sp.acs}" Destination="${names.idpEndpoint}"><saml:Issuer>${names.sp.entityId}</saml:Issuer><samlp:NameIDPolicy Format="${nameIdFormat.emailAddress}" AllowCreate="true"/></samlp:AuthnRequest>`;

const passwordClass = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

/** With an XML declaration and a RequestedAuthnContext, as node-saml writes it. */
const withContext = (id: string) =>
  `<?xml version="1.0"?><samlp:AuthnRequest xmlns:samlp="${ns.protocol}" ID="${id}" Version="2.0" IssueInstant="${instant}" ProtocolBinding="${binding.post}" Destination="${names.idpEndpoint}" AssertionConsumerServiceURL="${names.sp.acs}"><saml:Issuer xmlns:saml="${ns.assertion}">${names.sp.entityId}</saml:Issuer><samlp:NameIDPolicy xmlns:samlp="${ns.protocol}" Format="${nameIdFormat.emailAddress}" AllowCreate="true"/><samlp:RequestedAuthnContext xmlns:samlp="${ns.protocol}" Comparison="exact"><saml:AuthnContextClassRef xmlns:saml="${ns.assertion}">${passwordClass}</saml:AuthnContextClassRef></samlp:RequestedAuthnContext></samlp:AuthnRequest>`;

/** Only what is required, without a prefix. */
const minimal = (id: string) =>
  `<AuthnRequest xmlns="${ns.protocol}" ID="${id}" Version="2.0" IssueInstant="${instant}"><Issuer xmlns="${ns.assertion}">${names.sp.entityId}</Issuer></AuthnRequest>`;

/** With line breaks and indentation. */
const indented = (id: string) =>
  peakon(id)
    .replaceAll('><', '>\n    <')
    .replace(/ (?=[A-Z]\w+=")/g, '\n    ');

interface Valid {
  readonly id: string;
  readonly title: string;
  readonly xml: (id: string) => string;
  readonly by: 'HTTP-POST' | 'HTTP-Redirect';
  readonly signed?: true;
}

const valid: readonly Valid[] = [
  { id: 'redirect', title: 'as samlify sends it', xml: peakon, by: 'HTTP-Redirect' },
  { id: 'post', title: 'as samlify sends it, by HTTP-POST', xml: peakon, by: 'HTTP-POST' },
  {
    id: 'redirect-signed',
    title: 'with a signature in the query',
    xml: peakon,
    by: 'HTTP-Redirect',
    signed: true,
  },
  {
    id: 'post-signed',
    title: 'with a signature inside',
    xml: peakon,
    by: 'HTTP-POST',
    signed: true,
  },
  {
    id: 'with-context',
    title: 'with an XML declaration and a RequestedAuthnContext, as node-saml sends it',
    xml: withContext,
    by: 'HTTP-Redirect',
  },
  {
    id: 'minimal',
    title: 'with a default namespace, and only what is required',
    xml: minimal,
    by: 'HTTP-Redirect',
  },
  { id: 'indented', title: 'with line breaks', xml: indented, by: 'HTTP-POST' },
  {
    id: 'force-authn',
    title: 'with ForceAuthn',
    xml: (id) => replaceOnce(peakon(id), ' Version=', ' ForceAuthn="true" Version='),
    by: 'HTTP-Redirect',
  },
];

interface Refused {
  readonly id: string;
  readonly title: string;
  /** Entra's. */
  readonly code: string;
  readonly why: string;
  readonly from: string | RegExp;
  readonly to: string;
}

const refused: readonly Refused[] = [
  {
    id: 'id-digit',
    title: 'an ID that begins with a digit',
    code: 'AADSTS7500529',
    why: 'An xs:ID does not begin with a digit.',
    from: / ID="_/,
    to: ' ID="1',
  },
  {
    id: 'issuer-unknown',
    title: 'an Issuer that no application has',
    code: 'AADSTS700016',
    why: 'An answer would go to someone who is not known.',
    from: `<saml:Issuer>${names.sp.entityId}`,
    to: '<saml:Issuer>https://other.example.test/saml',
  },
  {
    id: 'reply-url-unknown',
    title: 'an AssertionConsumerServiceURL that is not registered',
    code: 'AADSTS50011',
    why: 'An attacker could have assertions of other people sent to an own address.',
    from: names.sp.acs,
    to: 'https://attacker.example.test/acs',
  },
  {
    id: 'reply-url-prefix',
    title: 'an AssertionConsumerServiceURL that begins with a registered one',
    code: 'AADSTS50011',
    why: 'The host of the attacker begins with the name of the right one.',
    from: names.sp.acs,
    to: `${new URL(names.sp.acs).origin}.attacker.example.test/saml/acs`,
  },
  {
    id: 'subject',
    title: 'a Subject',
    code: 'AADSTS900236',
    why: 'Entra does not support it: it takes login_hint.',
    from: '<samlp:NameIDPolicy',
    to: `<saml:Subject><saml:NameID>${names.user}</saml:NameID></saml:Subject><samlp:NameIDPolicy`,
  },
  {
    id: 'name-id-format',
    title: 'a NameIDPolicy with a format that Entra does not have',
    code: 'AADSTS750161',
    why: 'Entra cannot issue a NameID of this format.',
    from: nameIdFormat.emailAddress,
    to: 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity',
  },
  {
    id: 'protocol-binding',
    title: 'a ProtocolBinding other than HTTP-POST',
    code: 'AADSTS75003',
    why: 'Entra answers by HTTP-POST only.',
    from: binding.post,
    to: binding.redirect,
  },
];

/** @returns the valid requests, then those that Entra refuses */
export function authnRequests(cast: CorpusCast): WrittenMessage[] {
  return [
    ...valid.map(({ id, title, xml, by, signed }) => {
      const name = `request-${id}`;
      const text = xml(cast.idsFor(name)());
      return request(cast, {
        ...{ id: name, title: `AuthnRequest ${title}`, by, signed },
        xml: signed && by === 'HTTP-POST' ? signedInside(cast, text) : text,
        ...{ expected: 'accept', checks: [], why: 'Clients send it, and Entra answers it.' },
      });
    }),
    ...refused.map(({ id, title, code, why, from, to }) => {
      const name = `request-${id}`;
      const text = replaceOnce(peakon(cast.idsFor(name)()), from, to);
      return request(cast, {
        ...{ id: name, title: `AuthnRequest with ${title}`, by: 'HTTP-Redirect', xml: text },
        ...{ expected: 'refuse', checks: [code], why },
      });
    }),
  ];
}

const signedInside = ({ keys }: CorpusCast, xml: string) =>
  signXml(xml, { element: 'AuthnRequest', key: identityOf(keys.sp) });

interface Sent extends Pick<CorpusEntry, 'id' | 'title' | 'expected' | 'checks' | 'why'> {
  readonly by: 'HTTP-POST' | 'HTTP-Redirect';
  readonly signed?: true | undefined;
  readonly xml: string;
}

function request({ keys }: CorpusCast, { by, signed, xml, ...entry }: Sent): WrittenMessage {
  const relayState = '/after-sign-in';
  const key = signed && keys.sp.privateKey;
  return written({
    ...entry,
    folder: 'requests',
    case: null,
    kind: 'AuthnRequest',
    receiver: 'identity-provider',
    binding: by,
    acceptedUsers: [],
    basis: ['SAML Core 3.4.1'],
    severity: null,
    xml,
    ...(by === 'HTTP-Redirect' && {
      query: redirectQuery({ parameter: 'SAMLRequest', xml, relayState, key }),
    }),
    relayState,
    configuration: identityProvider(),
  });
}
