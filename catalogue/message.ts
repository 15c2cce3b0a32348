/** What goes to the assertion consumer service. */
export interface Message {
  /** XML of the Response as sent, or its exact bytes. */
  readonly xml: string | Uint8Array;
  /** Encodes it for the form field; base64 by default. */
  readonly encode?: (xml: Uint8Array) => string;
  /** Replaces the RelayState of the request; null omits the field. */
  readonly relayState?: string | null;
}
