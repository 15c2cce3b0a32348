import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { originOf } from '../sign-in/page-config.ts';

/** This site as a browser reached it: a credential belongs to the host, and an answer to the origin (WebAuthn 3, 5.1). */
export interface RelyingParty {
  /** The host without a port; undefined for an IP address, for which browsers make no credentials. */
  id: string | undefined;
  /** No trailing slash. */
  origin: string;
}

export function relyingPartyOf(request: FastifyRequest, publicUrl: string): RelyingParty {
  const { hostname, origin } = new URL(originOf(request, publicUrl));
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  return { id: isAddress ? undefined : hostname, origin };
}
