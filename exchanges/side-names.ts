import type { Exchange, ExchangeSide } from './exchange.ts';

/** The identity provider in sentences: the mock by the name of what it mocks, any other by its own. */
export const idpInSentence = ({ identityProvider }: Pick<Exchange, 'identityProvider'>): string =>
  identityProvider?.name ?? 'Entra';

/** A side in headings. */
export function sideName(
  { identityProvider }: Pick<Exchange, 'identityProvider'>,
  by: ExchangeSide,
): string {
  if (by === 'sp') return 'Service provider';
  return identityProvider?.name ?? 'Microsoft Entra';
}
