import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildIdp } from '../../idp/index.ts';

import {
  defaultPorts,
  endpoints,
  type LabData,
  LabError,
  listen,
  openDataFolder,
  readLabFile,
  type SiteUrls,
  seed,
} from '../../lab/index.ts';
import { buildSp } from '../../sp/index.ts';
import { CheckFault } from '../errors.ts';
import {
  type FurtherMetadataName,
  furtherMetadata,
  furtherMetadataNames,
} from './further-metadata.ts';
import { furtherSigners } from './further-signers.ts';
import type { CheckIdentityProvider, FurtherSigners } from './identity-provider.ts';
import {
  chooseApplication,
  type NamedSigner,
  otherSigners,
  signingIdentity,
} from './lab-applications.ts';

/** The identity provider of a data folder, whose keys the target trusts. */
export interface Tenant {
  readonly identityProvider: CheckIdentityProvider;
  /** Made on first use. @throws {CheckFault} `keys_unavailable` when their file cannot be read or written */
  furtherSigners(): Promise<FurtherSigners>;
  /** The keys of the other applications, one of which the target may trust instead. */
  otherSigners(): Promise<NamedSigner[]>;
  /** The signed federation metadata of the application, or other metadata for a service provider that trusts more. */
  metadata(which?: FurtherMetadataName): Promise<string>;
  readonly metadataUrl: string;
  /**
   * Serves the identity provider on its port.
   *
   * @returns the URLs of the metadata: the usual one and, unless a running lab serves it, those of `furtherMetadataNames`.
   * @throws {CheckFault} `keys_unavailable` when the port is in use
   */
  serve(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const defaultUrls: SiteUrls = {
  lab: `http://localhost:${defaultPorts.lab}`,
  idp: `http://localhost:${defaultPorts.idp}`,
  sp: `http://localhost:${defaultPorts.sp}`,
};

/**
 * Opens the identity provider of a data folder, the same that `samlab start` uses; seeds an empty folder like `samlab start`. A lab may be
 * running on the folder: then keys and names are only read.
 *
 * @param applicationName name, Application ID, Object ID or Identifier of the application whose key signs; Peakon by default.
 * @throws {LabError} when the folder cannot be used
 * @throws {StoreError} when its database cannot be used
 * @throws {CheckFault} `keys_unavailable` when there is no such application, or it has no active certificate
 */
export async function openTenant(
  dataDir: string,
  clock: () => Date,
  applicationName?: string,
): Promise<Tenant> {
  await using opened = new AsyncDisposableStack();
  const { urls, running } = await seededFolder(dataDir, clock);
  const file = join(resolve(dataDir), 'idp.db');
  const idp = await buildIdp({ file, publicUrl: () => urls.idp, clock });
  opened.defer(() => idp.close());
  const chosen = await chooseApplication(idp.directory, applicationName, dataDir);
  const key = await signingIdentity(idp.directory, chosen, dataDir);
  const { id, appId } = chosen.servicePrincipal;
  const at = endpoints(urls, appId);
  const identityProvider = { entityId: at.entraIdentifier, singleSignOn: at.loginUrl, key };
  let signers: Promise<FurtherSigners> | undefined;
  const further = () => {
    signers ??= furtherSigners(resolve(dataDir), clock());
    return signers;
  };
  const furtherXml = async (which: FurtherMetadataName) =>
    furtherMetadata(which, { identityProvider, signers: await further(), now: clock() });
  const paths = furtherMetadataNames.map((which) => ({
    which,
    path: `/samlab-check/${which}.xml`,
  }));
  for (const { which, path } of paths)
    idp.app.get(path, async (_, reply) =>
      reply.type('application/samlmetadata+xml').send(await furtherXml(which)),
    );
  const kept = opened.move();
  return {
    identityProvider,
    furtherSigners: further,
    otherSigners: () => otherSigners(idp.directory, id),
    metadataUrl: at.appFederationMetadataUrl,
    async metadata(which) {
      if (which) return furtherXml(which);
      const { pathname, search } = new URL(at.appFederationMetadataUrl);
      return (await idp.app.inject(`${pathname}${search}`)).body;
    },
    async serve() {
      if (running) return [at.appFederationMetadataUrl]; // the running lab serves it
      const port = Number(new URL(urls.idp).port);
      await listen(idp.app, { site: 'idp', port }).catch((error: unknown) => {
        if (!(error instanceof LabError)) throw error;
        throw new CheckFault(
          'keys_unavailable',
          `Cannot listen on port ${port}. Stop the program that uses it, or run "samlab start --data ${dataDir} --idp-port 0" to serve the same metadata on another port.`,
        );
      });
      return [at.appFederationMetadataUrl, ...paths.map(({ path }) => `${urls.idp}${path}`)];
    },
    close: () => kept.disposeAsync(),
  };
}

interface SeededFolder {
  readonly urls: SiteUrls;
  /** Whether a lab runs on the folder. */
  readonly running: boolean;
}

/** How often, and after how many ms, a locked folder is tried again: another check holds the lock for a moment only. */
const ATTEMPTS = 20;
const PAUSE = 100;

/** Locks the folder only to seed it, so that a lab can start on it while the check runs. */
async function seededFolder(dataDir: string, clock: () => Date): Promise<SeededFolder> {
  const data = await lockedFolder(dataDir);
  if (!('labFile' in data)) return { urls: data.urls, running: true };
  try {
    if (data.labFile.urls) return { urls: data.labFile.urls, running: false };
    await seedBoth(data, clock);
    return { urls: defaultUrls, running: false };
  } finally {
    data.close();
  }
}

/** The folder, locked; or only its addresses if a lab runs on it. @throws {LabError} as `openDataFolder` */
async function lockedFolder(dataDir: string): Promise<LabData | { urls: SiteUrls }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return openDataFolder(dataDir, { fresh: false });
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'folder_in_use') throw error;
      const file = join(resolve(dataDir), 'lab.json');
      const urls = existsSync(file) ? readLabFile(file)?.urls : undefined;
      if (urls && (await answers(urls.idp))) return { urls };
      if (attempt === ATTEMPTS) throw error; // it is being seeded, which takes less time
      await delay(PAUSE);
    }
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`).then(
    () => true,
    () => false,
  );

/** Seeds both sites at their default URLs, like the first `samlab start`, which can later resume this lab. */
async function seedBoth(data: LabData, clock: () => Date): Promise<void> {
  await using built = new AsyncDisposableStack();
  let seeded = false;
  built.defer(() => {
    if (!seeded) data.discard();
  });
  const idp = await buildIdp({
    file: data.database('idp'),
    publicUrl: () => defaultUrls.idp,
    clock,
  });
  built.defer(() => idp.close());
  const sp = await buildSp({ file: data.database('sp'), publicUrl: () => defaultUrls.sp, clock });
  built.defer(() => sp.close());
  const sides = { directory: idp.directory, administration: sp.administration };
  await seed(sides, defaultUrls, data.labFile.passwords);
  data.remember({ ...data.labFile, urls: defaultUrls });
  seeded = true;
}
