import { Badge } from '../../web/components/badge.tsx';
import type { Exchange } from '../exchange.ts';

/** `Succeeded`, `Refused`, `Not finished`. */
export function Outcome({ exchange }: { exchange: Pick<Exchange, 'outcome'> }) {
  const { outcome } = exchange;
  if (outcome === 'success') return <Badge tone="pass">Succeeded</Badge>;
  if (outcome === 'failure') return <Badge tone="fail">Refused</Badge>;
  return <Badge tone="skipped">Not finished</Badge>;
}
