import { type Static, Type } from 'typebox';

const strict = { additionalProperties: false };
const text = (description: string) => Type.String({ description });
const textOrNull = (description: string) =>
  Type.Union([Type.String(), Type.Null()], { description });
const texts = (description: string) => Type.Array(Type.String(), { description });

const Receiver = Type.Object(
  {
    entityId: text('Its entity ID. For a service provider it is also the audience of assertions.'),
    endpoint: textOrNull(
      'The address that the message was sent to: the assertion consumer service, the logout address, or that of the identity provider. null: it reads metadata.',
    ),
    now: text('What its clock must show, in UTC.'),
    clockSkewSeconds: Type.Integer({
      description: 'How far instants in the message may be off, in seconds.',
    }),
    trusts: Type.Array(
      Type.Object(
        {
          entityId: text('Entity ID of the sender.'),
          certificates: texts('Files of the certificates whose keys may sign for it.'),
        },
        strict,
      ),
      { description: 'The senders that it knows. It knows no other.' },
    ),
    replyUrls: texts(
      'For an identity provider: the addresses of the service provider that responses may go to. Empty for a service provider.',
    ),
    pendingRequestId: textOrNull(
      'ID of the one request that it sent and that waits for an answer. null: it sent none.',
    ),
    allowsUnsolicited: Type.Boolean({
      description: 'Whether it takes a response that answers no request.',
    }),
    requiresSignature: Type.Enum(['assertion', 'assertion-or-response', 'message', 'none'], {
      description:
        'What must be signed: the Assertion; the Assertion or the Response around it; the message as a whole (inside it for HTTP-POST and metadata, in the query for HTTP-Redirect); or nothing.',
    }),
  },
  { ...strict, description: 'How the receiver must be set up for this message.' },
);

const Entry = Type.Object(
  {
    id: text('Unique, and also the name of the files.'),
    case: textOrNull('The case of the catalogue of samlab that it comes from.'),
    kind: Type.Enum(
      ['Response', 'AuthnRequest', 'LogoutRequest', 'LogoutResponse', 'EntityDescriptor'],
      { description: 'What the message is, or claims to be.' },
    ),
    receiver: Type.Enum(['service-provider', 'identity-provider'], {
      description: 'Who must judge it.',
    }),
    binding: Type.Union([Type.Enum(['HTTP-POST', 'HTTP-Redirect']), Type.Null()], {
      description: 'How it was sent. null: it was read from a file.',
    }),
    title: text('What is special about it.'),
    expected: Type.Enum(['accept', 'refuse', 'either'], {
      description:
        'What a correct receiver does. either: both are sound, as long as an acceptance is for a user in acceptedUsers.',
    }),
    acceptedUsers: texts(
      'Values of NameID that a session may be for. Any other user is a break-in, even where the message may be accepted.',
    ),
    checks: texts(
      'Names of the checks that refuse it: those of the service provider of samlab, or the AADSTS code of Entra. Empty: any check may.',
    ),
    basis: texts('Clauses of standards, and CVEs.'),
    severity: Type.Union([Type.Enum(['crit', 'high', 'med', 'low']), Type.Null()], {
      description: 'How bad the wrong verdict is. null: it is not in the catalogue.',
    }),
    why: text('What happens after the wrong verdict, or why the verdict is right.'),
    files: Type.Object(
      {
        xml: text('The exact bytes of the message before they were encoded. Not always XML.'),
        form: Type.Optional(
          text('HTTP-POST: the value of SAMLResponse or SAMLRequest, before URL encoding.'),
        ),
        query: Type.Optional(
          text('HTTP-Redirect: the query as it was sent, without a question mark.'),
        ),
      },
      strict,
    ),
    relayState: textOrNull('The RelayState that was sent with it.'),
    configuration: Receiver,
  },
  strict,
);

const LeftOut = Type.Object(
  {
    case: text('The case of the catalogue.'),
    run: Type.Integer({ description: 'Which message or sequence of the case, from 1.' }),
    title: text('What is special about it.'),
    reason: text('Why it is no file here.'),
  },
  strict,
);

/** `index.json` of a corpus, as JSON Schema and as a type. */
export const Index = Type.Object(
  {
    $schema: text('The file of this schema.'),
    version: Type.Literal(1, { description: 'Of this format.' }),
    seed: text('What ids and keys were made from.'),
    entries: Type.Array(Entry),
    leftOut: Type.Array(LeftOut, {
      description: 'What the catalogue has and a file cannot show.',
    }),
  },
  { ...strict, title: 'Corpus of SAML messages by samlab' },
);

export type CorpusIndex = Static<typeof Index>;
export type CorpusEntry = CorpusIndex['entries'][number];
export type LeftOutRun = CorpusIndex['leftOut'][number];

/** The text of `index.schema.json`. */
export const schemaText = (): string =>
  `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...Index }, null, 2)}\n`;
