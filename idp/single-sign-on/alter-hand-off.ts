import type { NameId } from '../response/name-id.ts';
import type { HandOff } from './issue-token.ts';

/** A response that is about to be handed to the browser, with what it was made from. */
export interface IssuedHandOff {
  readonly handOff: HandOff;
  readonly tenantId: string;
  readonly servicePrincipalId: string;
  /** Audience: the Identifier of the application that asked, or its first one. */
  readonly identifier: string;
  /** ID of the AuthnRequest; undefined when nobody asked. */
  readonly inResponseTo: string | undefined;
  readonly nameId: NameId;
}

/**
 * Puts something else in the place of a response, or returns its `handOff` as it is. For whoever composes the identity provider
 * into a test bed; on its own it never alters anything.
 */
export type AlterHandOff = (issued: IssuedHandOff) => Promise<HandOff>;
