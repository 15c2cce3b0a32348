import type { ExchangeRecorder } from '../exchanges/recorder.ts';
import type { EnvelopedSignatureOptions } from '../saml/sign.ts';
import type { Clock } from '../store/clock.ts';
import type { Browsers } from './browsers.ts';
import type { DropInServiceProvider } from './service-provider.ts';
import type { DropInUser } from './users.ts';

/** What every route of this site needs. */
export interface DropInContext {
  readonly serviceProvider: DropInServiceProvider;
  readonly users: readonly DropInUser[];
  readonly key: EnvelopedSignatureOptions['key'];
  readonly clock: Clock;
  readonly browsers: Browsers;
  readonly exchanges?: ExchangeRecorder | undefined;
}
