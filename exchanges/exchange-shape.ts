import { type TSchema, Type } from 'typebox';
import { MAX_ITEMS, MAX_TEXT } from './exchange.ts';

/** Of a message, in characters: more than either site accepts. */
const MAX_MESSAGE = 1024 * 1024;

// A description completes the sentence "... must be", for a value that does not fit.
const Instant = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z$',
  description: 'an instant in UTC, such as 2026-03-01T08:00:00.000Z',
});
const Text = Type.String({
  maxLength: MAX_TEXT,
  description: `a text of at most ${MAX_TEXT} characters`,
});
const Encoded = Type.String({
  maxLength: MAX_MESSAGE,
  description: `a text of at most ${MAX_MESSAGE} characters`,
});
const Duration = Type.Number({ minimum: 0, description: 'a number of milliseconds, 0 or more' });
const one = <const Names extends string[]>(...names: Names) =>
  Type.Union(
    names.map((name) => Type.Literal(name)),
    { description: names.join(' or ') },
  ) as unknown as ReturnType<typeof Type.Unsafe<Names[number]>>;
const Side = one('idp', 'sp');
const closed = { additionalProperties: false };

/** A SAML message as it was sent. */
const MessageShape = Type.Object(
  {
    parameter: one('SAMLRequest', 'SAMLResponse'),
    binding: one('HTTP-Redirect', 'HTTP-POST'),
    address: Text,
    value: Encoded,
    relayState: Type.Optional(Text),
    query: Type.Optional(Encoded),
    at: Instant,
  },
  closed,
);

const CheckShape = Type.Object(
  {
    by: Side,
    name: Text,
    title: Text,
    clause: Type.Optional(Text),
    outcome: one('passed', 'failed', 'not_reached'),
    expected: Type.Optional(Text),
    found: Type.Optional(Text),
  },
  closed,
);

const RefusalShape = Type.Object(
  {
    by: Side,
    code: Text,
    message: Text,
    whatToDo: Type.Optional(Text),
    setting: Type.Optional(Type.Object({ label: Text, address: Text }, closed)),
  },
  closed,
);

const list = <Item extends TSchema>(item: Item) => Type.Array(item, { maxItems: MAX_ITEMS });

const ClaimShape = Type.Object(
  {
    name: Text,
    values: list(Text),
    reason: Text,
  },
  closed,
);

/** A cookie that an answer set; its value is never recorded. */
const CookieShape = Type.Object(
  {
    by: Side,
    name: Text,
    attributes: Text,
  },
  closed,
);

const RedirectShape = Type.Object(
  {
    by: Side,
    from: Text,
    status: Type.Integer({ minimum: 300, maximum: 399, description: 'a status from 300 to 399' }),
    to: Text,
  },
  closed,
);

const ReplacementShape = Type.Object(
  { by: one('nextSignIn', 'lab home'), case: Type.Optional(Text), what: Text },
  closed,
);

const AnswerShape = Type.Object(
  {
    by: Side,
    status: Type.Integer({ minimum: 100, maximum: 599, description: 'a status from 100 to 599' }),
    address: Text,
    title: Type.Optional(Text),
    text: Type.Optional(Text),
  },
  closed,
);

const EventShape = Type.Object(
  {
    at: Instant,
    by: Side,
    what: Text,
    durationMs: Type.Optional(Duration),
    outcome: one('done', 'refused', 'asked'),
  },
  closed,
);

/** The shape of an exchange in a file; `exchange-file.ts` reads it. */
export const ExchangeShape = Type.Object(
  {
    version: Type.Literal(1, { description: '1, the version that this samlab reads' }),
    id: Type.String({
      pattern: '^[\\w.-]{1,100}$',
      description: 'up to 100 letters, digits and any of . _ -',
    }),
    kind: one('sign-in', 'launch', 'sign-out', 'provisioning'),
    startedAt: Instant,
    durationMs: Duration,
    application: Type.Optional(Type.Object({ id: Type.Optional(Text), name: Text }, closed)),
    identityProvider: Type.Optional(Type.Object({ name: Text }, closed)),
    correlationId: Type.Optional(Text),
    user: Type.Optional(Text),
    outcome: one('success', 'failure', 'unfinished'),
    refusal: Type.Optional(RefusalShape),
    request: Type.Optional(MessageShape),
    response: Type.Optional(MessageShape),
    replacement: Type.Optional(ReplacementShape),
    answer: Type.Optional(AnswerShape),
    checks: list(CheckShape),
    claims: list(ClaimShape),
    cookies: list(CookieShape),
    redirects: list(RedirectShape),
    timeline: list(EventShape),
    masked: Type.Optional(Type.Literal(true, { description: 'true, or absent' })),
  },
  closed,
);
