import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  findSingleSignOn,
  type SavedSingleSignOn,
} from '../../administration/saved-single-sign-on.ts';
import { serviceAddress } from '../../service-address.ts';
import type { AdminConsole } from '../options.ts';
import { administratorOf, frameOf } from '../sign-in/require-administrator.ts';
import { SettingsPage, type SettingsPageProps } from './settings-page.tsx';

/** Path of the settings page; its actions are below it. */
export const page = '/admin/integrations/single-sign-on';

/** The saved settings of the administrator's company; undefined when it never enabled single sign-on. */
export const savedOf = (
  { db }: AdminConsole,
  request: FastifyRequest,
): Promise<SavedSingleSignOn | undefined> =>
  findSingleSignOn(db, administratorOf(request).company.id);

/** Answers with the settings page, including its faults. */
export function showSettings(
  { publicUrl, clock }: AdminConsole,
  request: FastifyRequest,
  reply: FastifyReply,
  props: Omit<SettingsPageProps, 'frame' | 'address' | 'now'>,
  status = 200,
): FastifyReply {
  const frame = frameOf(request, reply);
  const address = serviceAddress(publicUrl(), frame.administrator.company.id);
  return reply.page(
    <SettingsPage {...props} frame={frame} address={address} now={clock()} />,
    status,
  );
}
