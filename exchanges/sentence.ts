import { type AuthnRequest, readAuthnRequest } from '../saml/authn-request.ts';
import { SamlError } from '../saml/errors.ts';
import { nameIdFormat } from '../saml/names.ts';
import { listed } from '../text-files/listed.ts';
import { decodeMessage } from './decode-message.ts';
import type { Exchange } from './exchange.ts';
import { PARTIAL_LOGOUT } from './merge.ts';
import { idpInSentence } from './side-names.ts';

/** What happened, in a few plain sentences: who asked for what, and how it ended. */
export function sentenceOf(exchange: Exchange): string {
  return [begin(exchange), replaced(exchange), end(exchange)].filter(Boolean).join(' ');
}

const applicationOf = ({ application }: Exchange) => application?.name ?? 'A service provider';

function begin(exchange: Exchange): string {
  const { kind, user = 'A user', request, response, application, identityProvider } = exchange;
  const idp = identityProvider?.name ?? 'Microsoft Entra';
  switch (kind) {
    case 'launch':
      return `${user} opened ${application?.name ?? 'an application'} from ${idp}, so there is no request.`;
    case 'sign-out':
      return request
        ? `${applicationOf(exchange)} and ${idp} exchanged messages of single logout.`
        : `${user} signed out.`;
    case 'provisioning':
      return `${idp} provisioned users to ${applicationOf(exchange)}.`;
    case 'sign-in':
      if (request) return asked(applicationOf(exchange), request);
      return response ? `${applicationOf(exchange)} received a response to no known request.` : '';
  }
}

/** Before how it ended: what follows is about another message than the identity provider's. */
const replaced = ({ replacement }: Exchange) =>
  replacement
    ? `${replacement.by === 'lab home' ? 'The lab home' : replacement.by} sent ${replacement.what} in place of the identity provider's own Response.`
    : '';

function asked(application: string, message: NonNullable<Exchange['request']>): string {
  const request = readRequest(message);
  if (!request) return `${application} sent a SAMLRequest that is not a readable AuthnRequest.`;
  const { issuer, forceAuthn, isPassive, requestedAuthnContext } = request;
  const as = issuer === undefined ? 'without an Issuer' : `as ${issuer}`;
  const methods = requestedAuthnContext?.classRefs.map(lastPart) ?? [];
  const wishes = [
    `wants ${nameIdWords(request)} and an answer at ${answerAddress(request)}`,
    ...(forceAuthn ? ['wants the user to sign in again'] : []),
    ...(isPassive ? ['wants no page to be shown'] : []),
    ...(methods.length > 0 ? [`accepts the method ${methods.join(' or ')}`] : []),
  ];
  return `${application} asked to sign in ${as}, ${listed(wishes)}.`;
}

function readRequest(message: NonNullable<Exchange['request']>): AuthnRequest | undefined {
  const { xml } = decodeMessage(message);
  if (!xml) return undefined;
  try {
    return readAuthnRequest(xml);
  } catch (error) {
    if (error instanceof SamlError) return undefined;
    throw error;
  }
}

const formatWords: Readonly<Record<string, string>> = {
  [nameIdFormat.emailAddress]: 'an e-mail NameID',
  [nameIdFormat.persistent]: 'a persistent NameID',
  [nameIdFormat.transient]: 'a transient NameID',
  [nameIdFormat.unspecified]: 'a NameID of any format',
};

function nameIdWords({ nameIDPolicy }: AuthnRequest): string {
  const format = nameIDPolicy?.format;
  if (format === undefined) return 'the NameID that is configured';
  return formatWords[format] ?? `a NameID of the format ${format}`;
}

function answerAddress(request: AuthnRequest): string {
  const { assertionConsumerServiceURL: url, assertionConsumerServiceIndex: index } = request;
  if (url !== undefined) return url;
  return index === undefined ? 'its default Reply URL' : `its Reply URL with the index ${index}`;
}

const lastPart = (uri: string) => uri.slice(uri.lastIndexOf(':') + 1);

function end(exchange: Exchange): string {
  const { kind, outcome, refusal, response, checks, timeline, answer, user } = exchange;
  const idp = idpInSentence(exchange);
  if (refusal?.code === PARTIAL_LOGOUT)
    return `Not every application signed the user out: ${refusal.message}`;
  if (kind === 'sign-out' || kind === 'provisioning')
    return refusal
      ? `${refusal.by === 'idp' ? idp : 'The service provider'} refused: ${refusal.message}`
      : '';
  // The checks of a captured exchange are ours; of its service provider only the answer is known.
  const checkedBySp = [checks, timeline].every((list) => list.some(({ by }) => by === 'sp'));
  if (refusal?.by === 'sp' && timeline.length === 0)
    return `${idp} answered. The response does not pass: ${refusal.message}`;
  if (refusal?.by === 'sp')
    return `${idp} answered, and the service provider refused the response: ${refusal.message}`;
  if (refusal) return `${idp} refused it${response ? ' with a Response' : ''}: ${refusal.message}`;
  if (outcome === 'unfinished') return 'There is no answer yet: the user has to sign in.';
  if (checkedBySp)
    return `${idp} answered, and the service provider signed ${user ?? 'the user'} in.`;
  const then = answer ? `, and the service provider answered with status ${answer.status}` : '';
  return response ? `${idp} answered for ${user ?? 'the user'}${then}.` : '';
}
