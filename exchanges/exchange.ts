import { type Static, type TSchema, Type } from 'typebox';

/** The longest text, in UTF-16 code units; whoever records an exchange shortens what is longer. */
const MAX_TEXT = 4000;

/** The longest list. */
const MAX_ITEMS = 1000;

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
    /** Where it was sent: URL without the query that carries it. */
    address: Text,
    /** The parameter or field, percent-decoded: base64 of the XML, which HTTP-Redirect DEFLATEs first. */
    value: Encoded,
    relayState: Type.Optional(Text),
    /** The query as sent, not decoded, without `?`; only if it is signed, because the signature covers these octets (SAML Bindings 3.4.4.1). */
    query: Type.Optional(Encoded),
    at: Instant,
  },
  closed,
);

const CheckShape = Type.Object(
  {
    by: Side,
    /** Stable, for programs: `reply-url`, `audience`. */
    name: Text,
    /** A sentence that is true when the check passes. */
    title: Text,
    /** Where the rule comes from. */
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
    /** `AADSTS700016`, or the name of the service provider's check. */
    code: Text,
    message: Text,
    whatToDo: Type.Optional(Text),
    /** The page with the setting to change. */
    setting: Type.Optional(Type.Object({ label: Text, address: Text }, closed)),
  },
  closed,
);

const list = <Item extends TSchema>(item: Item) => Type.Array(item, { maxItems: MAX_ITEMS });

const ClaimShape = Type.Object(
  {
    /** As in the Attribute; `NameID` for the NameID. */
    name: Text,
    /** Empty when the claim was left out. */
    values: list(Text),
    /** Where the values come from, or why there are none: `user.mail is empty`. */
    reason: Text,
  },
  closed,
);

/** A cookie that an answer set; its value is never recorded. */
const CookieShape = Type.Object(
  {
    by: Side,
    name: Text,
    /** `Path=/; HttpOnly; SameSite=None`. */
    attributes: Text,
  },
  closed,
);

const RedirectShape = Type.Object(
  {
    by: Side,
    /** Path that was requested. */
    from: Text,
    status: Type.Integer({ minimum: 300, maximum: 399, description: 'a status from 300 to 399' }),
    /** Address without the values in its query. */
    to: Text,
  },
  closed,
);

const EventShape = Type.Object(
  {
    at: Instant,
    by: Side,
    /** A sentence: what this side did. */
    what: Text,
    /** How long the side worked on it. */
    durationMs: Type.Optional(Duration),
    /** `asked`: a page was shown, and the user has to do something. */
    outcome: one('done', 'refused', 'asked'),
  },
  closed,
);

/** The shape of an exchange in a file; `exchange-file.ts` reads it. */
export const ExchangeShape = Type.Object(
  {
    /** Version of this shape. */
    version: Type.Literal(1, { description: '1, the version that this samlab reads' }),
    id: Type.String({
      pattern: '^[\\w.-]{1,100}$',
      description: 'up to 100 letters, digits and any of . _ -',
    }),
    /** `launch`: the identity provider began, without a request. */
    kind: one('sign-in', 'launch', 'sign-out', 'provisioning'),
    startedAt: Instant,
    durationMs: Duration,
    application: Type.Optional(Type.Object({ id: Type.Optional(Text), name: Text }, closed)),
    /** User name, or the NameID where only that is known. */
    user: Type.Optional(Text),
    outcome: one('success', 'failure', 'unfinished'),
    refusal: Type.Optional(RefusalShape),
    /** AuthnRequest or LogoutRequest. */
    request: Type.Optional(MessageShape),
    /** Response or LogoutResponse. */
    response: Type.Optional(MessageShape),
    checks: list(CheckShape),
    claims: list(ClaimShape),
    cookies: list(CookieShape),
    redirects: list(RedirectShape),
    timeline: list(EventShape),
    /** Names, ids and values were replaced, so no signature verifies. */
    masked: Type.Optional(Type.Literal(true, { description: 'true, or absent' })),
  },
  closed,
);

export type Exchange = Static<typeof ExchangeShape>;
export type ExchangeMessage = Static<typeof MessageShape>;
