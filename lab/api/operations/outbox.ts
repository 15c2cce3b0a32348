import { Type } from 'typebox';
import type { Mail as OutboxMail } from '../../../idp/index.ts';
import { operation, tenantOf, tenantPlace } from '../operation.ts';
import { Mail } from '../schemas.ts';

const list = {
  method: 'GET',
  tag: 'Outbox',
  description:
    'By the clock of the lab: 60, 30 and 7 days before the active certificate of an application expires. Move the clock, then read.',
  answer: { status: 200, description: 'Mails, the newest first, at most 1,000.' },
  result: Type.Array(Mail),
} as const;

export const listMails = operation({
  ...list,
  id: 'listMails',
  path: '/outbox',
  summary: 'List the mails that Entra would have sent',
  run: async ({ lab }) => ({ result: (await lab.outbox()).map(viewOf) }),
});

export const listTenantMails = operation({
  ...list,
  id: 'listTenantMails',
  path: '/tenants/{tenantId}/outbox',
  summary: 'List the mails that Entra would have sent for a tenant',
  refusals: ['unknown_tenant'],
  places: tenantPlace,
  async run(call) {
    return { result: (await (await tenantOf(call)).outbox()).map(viewOf) };
  },
});

const viewOf = ({ to, problem, ...mail }: OutboxMail) => ({
  ...mail,
  to: [...to],
  ...(problem !== undefined && { problem }),
});
