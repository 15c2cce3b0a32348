import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Connections,
  foreignTarget,
  type OwnSiteHost,
  openTenant,
  ownTarget,
  type Target,
  type Tenant,
  temporaryIdentityProvider,
} from '../../check/index.ts';
import { defaultDataDir } from '../../lab/index.ts';
import { announce } from '../print.ts';
import type { ForeignOptions } from './foreign-options.ts';
import type { CheckCommandOptions } from './options.ts';

/** What is checked: the user's service provider, or samlab's own and the host that runs it. */
export type CheckedSite = { readonly foreign: ForeignOptions } | { readonly own: OwnSiteHost };

interface Parts {
  readonly options: CheckCommandOptions;
  readonly connections: Connections;
  /** Closes everything that is opened here. */
  readonly stack: AsyncDisposableStack;
}

const clock = () => new Date();

/**
 * @throws {CheckFault} when the service provider cannot be checked
 * @throws {LabError} when the data folder cannot be used
 * @throws {StoreError} when its database cannot be opened
 */
export function openTarget(site: CheckedSite, parts: Parts): Promise<Target> {
  return 'own' in site ? openOwn(site.own, parts) : openForeign(site.foreign, parts);
}

async function openOwn(host: OwnSiteHost, { options, stack }: Parts): Promise<Target> {
  stack.defer(() => host.close());
  const { allowLoad, application } = options;
  const dataDir = options.dataDir ?? (application === undefined ? undefined : defaultDataDir);
  // Without a folder, the keys live only as long as the check.
  const tenant = dataDir === undefined ? undefined : await openTenantIn(dataDir, options, stack);
  const identityProvider = tenant?.identityProvider;
  return ownTarget({ clock, allowLoad, identityProvider, host });
}

async function openForeign(
  foreign: ForeignOptions,
  { options, connections, stack }: Parts,
): Promise<Target> {
  const { dataDir = defaultDataDir, allowLoad, nameId, nameIdFormat, claims, offers } = options;
  const { identityProvider, furtherSigners, otherSigners } = await openTenantIn(
    dataDir,
    options,
    stack,
  );
  const [localPart = nameId] = nameId.split('@');
  const identity = { nameId, nameIdFormat, claims, ...names(localPart), displayName: localPart };
  const { isMine, relayState } = options;
  const target = await foreignTarget(
    {
      ...foreign,
      identity,
      identityProvider,
      ...(furtherSigners && { furtherSigners }),
      otherSigners,
      metadataCommand: metadataCommand(options),
      offers,
      allowLoad,
      relayState,
      isMine,
      onOrigin: (origin) =>
        announce(`A valid sign-in goes on at ${origin}, so the check goes there too.`),
      clock,
    },
    connections,
  );
  stack.defer(() => target.close());
  return target;
}

/** Whose keys sign; the further ones are there if a data folder has them. */
type Signing = Pick<Tenant, 'identityProvider'> &
  Partial<Pick<Tenant, 'furtherSigners' | 'otherSigners'>>;

/** Whether a data folder has the keys of a lab or of an earlier check. */
export const hasKeys = (folder: string): boolean => existsSync(join(folder, 'lab.json'));

/** A dry run makes no keys: without any, it uses some that are gone afterwards. */
async function openTenantIn(
  folder: string,
  { application, dryRun }: CheckCommandOptions,
  stack: AsyncDisposableStack,
): Promise<Signing> {
  if (dryRun && !hasKeys(folder))
    return { identityProvider: await temporaryIdentityProvider(clock()) };
  const tenant = await openTenant(folder, clock, application);
  stack.defer(() => tenant.close());
  return tenant;
}

/** Given name and surname, as in the tutorial: `B.Simon` gives B and Simon. */
function names(localPart: string) {
  const [givenName = localPart, surname = localPart] = localPart.split('.');
  return { givenName, surname };
}

/** The command that prints the metadata to trust, with the options of this check. */
function metadataCommand({ dataDir, application }: CheckCommandOptions): string {
  const quoted = (text: string) => (/^[\w./:@~-]+$/.test(text) ? text : `'${text}'`);
  return [
    'samlab check --print-idp-metadata',
    ...(dataDir === undefined ? [] : [`--data ${quoted(dataDir)}`]),
    ...(application === undefined ? [] : [`--application ${quoted(application)}`]),
  ].join(' ');
}
