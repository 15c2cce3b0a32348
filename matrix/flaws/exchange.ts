/** What a sign-in starts from, and what it ends with. */
import type { TrustedKey } from './signer.ts';

export interface Configuration {
  readonly entityId: string;
  readonly acs: string;
  /** Entity IDs and keys of the identity providers that are trusted. */
  readonly keys: readonly TrustedKey[];
  /** PEM. */
  readonly decryptionKeys: readonly string[];
  readonly allowUnsolicited: boolean;
}

/** A request that waits for its answer. */
export interface PendingRequest {
  readonly id: string;
  readonly browser: string;
  /** Entity ID of the identity provider that was asked. */
  readonly issuer: string;
  readonly at: number;
  readonly forceAuthn: boolean;
  readonly classRef: string | undefined;
}

export interface Memory {
  /** Removes the request. */
  take(id: string): void;
  find(id: string): PendingRequest | undefined;
  /** False when the Assertion was there already. */
  remember(assertionId: string): boolean;
}

export interface SignIn {
  readonly nameId: string;
  /** NameQualifier and SPNameQualifier. */
  readonly qualifiers: string;
  readonly issuer: string;
  readonly sessionIndex: string | undefined;
  /** ms since 1970; undefined: no bound. */
  readonly expires: number | undefined;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}
