import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SamlConfig } from '@node-saml/node-saml';
import type { readers } from '../../catalogue/xsw/testing/careless.ts';

/** Ways in which this service provider misbehaves; the check reports each with a different sentence. */
export type Misbehaviour =
  | 'trusts-anyone' // reads the first NameID of any XML
  | 'verifies-elsewhere' // accepts any valid signature in the message
  | 'login-loops'
  | 'login-needs-scripts'
  | 'login-is-a-page'
  | 'login-is-missing'
  | 'login-by-form'
  | 'finishes-by-script' // a script on the page after the assertion consumer service opens the session
  | 'whoami-hangs'
  | 'whoami-knows-everyone'
  | 'refuses-with-500'
  | 'breaks-on-a-doctype' // answers that message and the next one with 503
  | 'one-session-per-user' // a sign-in ends the other sessions of the user
  | 'three-sessions-per-user' // a sign-in ends the oldest session of the user
  | 'refusal-ends-all' // a refused Response ends every session
  | GarbageMisbehaviour
  | 'limits-the-rate';

/** What a SAMLResponse that is not base64 (`%%%`) leads to. */
type GarbageMisbehaviour =
  | 'garbage-ends-it' // the process, before an answer; something starts it again
  | 'garbage-ends-it-later' // a moment after the answer
  | 'garbage-ends-it-for-good'
  | 'garbage-hangs'
  | 'garbage-is-cut-off'; // the connection, not the process

export interface ForeignSpOptions {
  /** DER of the identity provider's certificate, base64. */
  readonly idpCertificate: string;
  /** Further keys that it trusts. */
  readonly furtherCertificates?: readonly string[];
  /** Compares the Issuer of an Assertion, which node-saml itself does only in logout. */
  readonly checksIssuer?: boolean;
  readonly entryPoint?: string;
  readonly idpEntityId?: string;
  readonly misbehaviour?: Misbehaviour;
  /** Whether it refuses the nth Response that is posted, whatever it is. */
  readonly refuses?: (post: number) => boolean;
  readonly acceptUnsolicited?: boolean;
  /** Attributes of a cookie that ties the response to its request, such as `SameSite=Lax`; without it there is no such cookie. */
  readonly stateCookie?: string;
  /** Attributes of the session cookie; its start page then sends users without a session to sign in. */
  readonly sessionCookie?: string;
  /** Where a sign-in goes on, with the session id as the query; that page sets the cookie `sid`. */
  readonly front?: string;
  /** Called with each form that is posted to its endpoint. */
  readonly onForm?: (form: URLSearchParams) => void;
  /** Takes over some requests; returns false for all others. */
  readonly route?: (path: string, response: ServerResponse, request: IncomingMessage) => boolean;
  /** Settings of node-saml that differ. */
  readonly saml?: Partial<SamlConfig>;
  /** Users with an account; by default everyone has one. */
  readonly people?: readonly string[];
  /** What it reads, if it verifies elsewhere. */
  readonly reads?: keyof typeof readers;
}
