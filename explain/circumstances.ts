import type { Given } from './given.ts';
import type { JoinedMessages } from './join-messages.ts';
import type { ReadMessage } from './read-messages.ts';
import type { Sides } from './sides.ts';

/** What a message is judged by, and where each value is from. */
export interface Circumstances {
  readonly now: Date;
  readonly skewSeconds: number;
  readonly spEntityId: string;
  /** Where the message of the identity provider arrives: the assertion consumer service, or the single logout service. */
  readonly acsUrl: string;
  readonly idpEntityId: string;
  /** Sentences: which values were not given, and what was taken instead. A check that compares a value with itself shows nothing. */
  readonly assumptions: readonly string[];
  /** Of these, a difference was found between two parts of the capture or with a given file, so it is no guess. */
  readonly known: ReadonlySet<'spEntityId' | 'acsUrl' | 'idpEntityId' | 'now'>;
}

interface Choice<Value> {
  readonly value: Value;
  readonly known: boolean;
  readonly assumption?: string;
}

/** Chooses what to judge a sign-in or sign-out by: what was given, else what the capture shows, else what the message says of itself. */
export function circumstancesOf(
  { kind }: Pick<JoinedMessages, 'kind'>,
  { sp, idp }: Sides,
  given: Given,
): Circumstances {
  const assertion = idp?.says.assertions[0];
  const now = timeOf(idp ?? sp, given);
  const { serviceProvider } = given;
  const spEntityId = choose<string>(
    [serviceProvider?.entityId, true],
    [sp?.says.issuer, true, 'The entity ID of the service provider is the Issuer of its message.'],
    [
      assertion?.conditions?.audienceRestrictions.flat()[0],
      false,
      'The entity ID of the service provider is not known: its Audience is taken for it. Give its metadata to check it.',
    ],
  );
  const addresses = kind === 'sign-in' ? serviceProvider?.acsUrls : serviceProvider?.logoutUrls;
  const acsUrl = choose<string>(
    [idp?.address, true],
    [addresses?.[0], true],
    [
      requestedAcs(sp),
      true,
      'The response is judged as if it had been posted to the AssertionConsumerServiceURL of the request.',
    ],
    [
      idp?.says.destination ?? assertion?.subjectConfirmations[0]?.recipient,
      false,
      'The address that the message was sent to is not known: its Destination or Recipient is taken for it.',
    ],
  );
  const idpEntityId = choose<string>(
    [given.idpEntityId, true],
    [
      idp?.says.issuer ?? assertion?.issuer,
      false,
      'The entity ID of the identity provider is not known: the Issuer of its message is taken for it. Give its metadata to check it.',
    ],
  );
  const choices = { now, spEntityId, acsUrl, idpEntityId };
  const relevant = idp ? Object.values(choices) : [now];
  return {
    now: now.value,
    skewSeconds: given.skewSeconds,
    spEntityId: spEntityId.value ?? '',
    acsUrl: acsUrl.value ?? '',
    idpEntityId: idpEntityId.value ?? '',
    assumptions: relevant.flatMap(({ assumption }) => assumption ?? []),
    known: new Set(
      (Object.keys(choices) as (keyof typeof choices)[]).filter((name) => choices[name].known),
    ),
  };
}

function timeOf(message: ReadMessage | undefined, given: Given): Choice<Date> {
  if (given.asOf) return { value: given.asOf, known: true };
  if (message?.time) return { value: message.time, known: true };
  const issued = new Date(
    message?.says.issueInstant ?? message?.says.assertions[0]?.issueInstant ?? '',
  );
  if (!Number.isNaN(issued.getTime()))
    return {
      value: issued,
      known: false,
      assumption:
        'The capture does not show when the message was sent: its IssueInstant is taken. Give the time to judge it at another.',
    };
  return {
    value: new Date(0),
    known: false,
    assumption: 'Neither the capture nor the message shows a time. Give one to judge it.',
  };
}

function choose<Value>(
  ...candidates: readonly (readonly [
    value: Value | undefined,
    known: boolean,
    assumption?: string,
  ])[]
): Choice<Value | undefined> {
  for (const [value, known, assumption] of candidates)
    if (value !== undefined && value !== '')
      return { value, known, ...(assumption !== undefined && { assumption }) };
  return { value: undefined, known: false };
}

const requestedAcs = (request: ReadMessage | undefined): string | undefined =>
  /\sAssertionConsumerServiceURL\s*=\s*(?:"([^"]*)"|'([^']*)')/
    .exec(request?.xml.toString('utf8') ?? '')
    ?.slice(1)
    .find((value) => value !== undefined);
