import type { FastifyRequest } from 'fastify';
import type { BroughtBack } from '../../administration/removed-certificates.ts';
import { administratorOf } from '../sign-in/require-administrator.ts';

/** Warns in the log that certificates are trusted again; the settings page shows it as long as they are. */
export function logBroughtBack(request: FastifyRequest, broughtBack: readonly BroughtBack[]): void {
  if (broughtBack.length === 0) return;
  const { company } = administratorOf(request);
  const message =
    'Certificates are trusted again that were removed before: the metadata or file may be an old one.';
  request.log.warn({ companyId: company.id, broughtBack }, message);
}
