/** A cookie as a capture shows it; its value is never kept. */
export interface CapturedCookie {
  readonly name: string;
  /** As written: `SameSite=Lax`, `Secure`, ...; empty when the capture does not show them. */
  readonly attributes: readonly string[];
}

/** How a message travelled; parts are absent where the capture does not show them. */
export interface Travel {
  /** `GET` or `POST`. */
  readonly method?: string;
  /** That the message was sent to: URL without its query. */
  readonly address?: string;
  /** Of HTTP-Redirect, as sent, without `?`: a signature covers these characters. */
  readonly rawQuery?: string;
  readonly relayState?: string;
  /** When the request began. */
  readonly time?: Date;
  /** Names of the cookies that were sent with it; absent when the capture shows no cookies at all. */
  readonly sentCookies?: readonly string[];
  /** Cookies that the answer set which made the browser send the message: the last chance of the sender to leave one. */
  readonly cookiesBefore?: readonly CapturedCookie[];
  /** What it was answered with. */
  readonly answer?: {
    readonly status: number;
    readonly location?: string;
    readonly setCookies: readonly CapturedCookie[];
  };
}

export type SamlParameter = 'SAMLRequest' | 'SAMLResponse';

/** A message as it was found, still encoded. */
export interface EncodedMessage extends Travel {
  /** Absent for a message without its parameter, as people paste it. */
  readonly parameter?: SamlParameter;
  readonly binding?: 'HTTP-POST' | 'HTTP-Redirect';
  /** Where in the capture: `POST to https://sp.example/acs`, `line 3`. */
  readonly where: string;
  readonly value: string | Uint8Array;
  /** The encodings of `value` are those that were sent, not those of a file or a clipboard. */
  readonly asSent: boolean;
  /** Its names, ids and values were replaced, so its signatures mean nothing. */
  readonly masked?: true;
}

/** A message that was decoded. Nothing of it was verified. */
export interface CapturedMessage extends Omit<EncodedMessage, 'value'> {
  /** XML in UTF-8, without a byte order mark. */
  readonly xml: Buffer;
  /** The encodings that were removed, outermost first: `base64`, `DEFLATE`. */
  readonly layers: readonly string[];
}

/** Something that should be a message and cannot be read. */
export interface UnreadableMessage extends Omit<EncodedMessage, 'value'> {
  readonly layers: readonly string[];
  /** One sentence: what was found instead. */
  readonly problem: string;
}

/** What one file contains. */
export interface Capture {
  /** Of the file, as given. */
  readonly name: string;
  /** With its article: `a HAR file`, `an export of SAML-tracer`, `text`. */
  readonly kind: string;
  readonly messages: readonly CapturedMessage[];
  readonly unreadable: readonly UnreadableMessage[];
  /** It could not be read to its end. */
  readonly damaged?: true;
  /** Sentences about the file as a whole: that it is cut off, for example. */
  readonly notes: readonly string[];
}

/** A file without any SAML message; `message` is one sentence that says what was found instead. */
export class NothingFound extends Error {
  override readonly name = 'NothingFound';
}
