import type { ExchangeRefusal } from '../../exchanges/exchange.ts';
import type { ExchangeRecorder } from '../../exchanges/recorder.ts';
import { siteName } from '../site-page.tsx';

interface Provisioned {
  readonly name: string;
  /** ISO 8601, in UTC. */
  readonly refusedAt: string;
  readonly now: Date;
  /** Of the exchange that was refused. */
  readonly key: string;
  readonly refusal: ExchangeRefusal;
}

/** Adds to the exchange of a refused sign-in that the employee was provisioned, and how much later; it stays refused. */
export function reportProvisioned(
  exchanges: ExchangeRecorder | undefined,
  { name, refusedAt, now, key, refusal }: Provisioned,
): void {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(refusedAt)) / 1000));
  exchanges?.record(() => ({
    exchange: {
      version: 1,
      kind: 'sign-in',
      startedAt: refusedAt,
      durationMs: 0,
      application: { name: siteName },
      outcome: 'failure',
      refusal,
      checks: [],
      claims: [],
      cookies: [],
      redirects: [],
      timeline: [
        {
          at: now.toISOString(),
          by: 'sp',
          what: `Provisioned ${name} by SCIM, ${inWords(seconds)} after this failed sign-in. A new sign-in works.`,
          outcome: 'done',
        },
      ],
    },
    keys: [key],
  }));
}

/** `3 s`, `2 min 5 s`, `1 h 10 min`. */
function inWords(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
