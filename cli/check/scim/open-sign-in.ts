import {
  type Connections,
  foreignTarget,
  httpBrowsers,
  openTenant,
  TargetSignIn,
} from '../../../check/index.ts';
import { defaultDataDir } from '../../../lab/index.ts';
import type { SignInOptions } from './options.ts';

const clock = () => new Date();

/**
 * A way to sign in at the service provider that the SCIM server belongs to, with the keys of a lab or of an earlier check.
 *
 * @throws {CheckFault} when its metadata or the keys cannot be read
 */
export async function openSignIn(
  { foreign, dataDir = defaultDataDir, application, relayState, isMine }: SignInOptions,
  {
    connections,
    stack,
  }: { readonly connections: Connections; readonly stack: AsyncDisposableStack },
): Promise<TargetSignIn> {
  const tenant = await openTenant(dataDir, clock, application);
  stack.defer(() => tenant.close());
  const target = await foreignTarget(
    {
      ...foreign,
      // Replaced by the NameID of each user.
      identity: {
        nameId: 'nobody@example.com',
        nameIdFormat: undefined,
        claims: [],
        givenName: 'Ada',
        surname: 'Berg',
        displayName: 'Ada Berg',
      },
      identityProvider: tenant.identityProvider,
      relayState,
      isMine,
      clock,
    },
    connections,
  );
  stack.defer(() => target.close());
  const door = new TargetSignIn(target, httpBrowsers(connections));
  stack.defer(() => door.close());
  return door;
}
