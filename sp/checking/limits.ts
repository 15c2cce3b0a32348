/**
 * How long ago a message may have been issued, not counting the clock skew. A policy of this service provider: longer than any window Entra
 * issues by default (70 minutes, entra-saml.md 2.2) and shorter than a working day.
 */
export const MAX_AGE_SECONDS = 2 * 60 * 60;

/** A lab's clock can be set back: expired assertions are deleted a day later, so that a replay is still detected then. */
export const MARGIN_SECONDS = 24 * 60 * 60;
