import type { ScimExchange } from '../../../idp/index.ts';
import { scimWire } from '../../../idp/index.ts';
import { one, type ScimCase } from '../case.ts';
import { matchAttributes, said } from '../stage.ts';

/** What Microsoft asks of servers in its gallery (entra-admin.md 4.6). */
const PER_SECOND = 25;
const SECONDS = 20;

export const load: readonly ScimCase[] = [
  {
    ...one(
      'load',
      'LOAD-82',
      {
        title: '25 requests a second',
        sent: '500 probes in 20 seconds',
        expected: 'Answer each within 60 seconds; a 429 has Retry-After.',
        clauses: ['Entra', 'RFC 6585 4'],
        level: 'should',
        severity: 'S2',
        entra: 'An initial cycle comes to a standstill, or the job goes into quarantine.',
        fix: 'Serve 25 requests a second for each tenant, and send Retry-After with 429.',
        needs: ['rate'],
      },
      async (stage) => {
        const all: Promise<ScimExchange>[] = [];
        for (let second = 0; second < SECONDS; second += 1) {
          for (let n = 0; n < PER_SECOND; n += 1)
            all.push(
              stage.send(
                scimWire.connectionProbe(matchAttributes[stage.setup.match], stage.guid()),
                { limits: true },
              ),
            );
          await stage.sleep(1000);
        }
        for (const exchange of await Promise.all(all)) {
          const status = exchange.answer?.status ?? 0;
          stage.must(
            status === 200 || (status === 429 && exchange.retryAfterMs !== undefined),
            `One of ${PER_SECOND * SECONDS} is answered otherwise: ${said(exchange)}`,
          );
        }
      },
    ),
    alone: true,
  },
];
