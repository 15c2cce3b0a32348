/** What goes to the assertion consumer service. */
export interface Message {
  /** XML of the Response as sent, or its exact bytes. */
  readonly xml: string | Uint8Array;
  /** How the form field is made from it, when not by plain base64. */
  readonly encode?: (xml: Uint8Array) => string;
  /** Replaces the RelayState that belongs to the request; null leaves the field out. */
  readonly relayState?: string | null;
}
