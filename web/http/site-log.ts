import type { FastifyBaseLogger } from 'fastify';

/** Where a site logs, and what. */
export interface SiteLog {
  readonly logger: FastifyBaseLogger;
  /** Whether the log includes SAML messages, which name people. */
  readonly messages: boolean;
}

/** The options that make Fastify log there, or not at all. */
export const loggingTo = (
  log: SiteLog | undefined,
): { loggerInstance: FastifyBaseLogger } | { logger: false } =>
  log ? { loggerInstance: log.logger } : { logger: false };
