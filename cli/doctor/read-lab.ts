import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chooseApplication } from '../../check/index.ts';
import { type GoLive, labApplicationOf } from '../../doctor/index.ts';
import type { Exchange } from '../../exchanges/exchange.ts';
import { buildIdp, type Directory, issuerOf, NoSigningKey } from '../../idp/index.ts';
import { readExchanges, readLabFile } from '../../lab/index.ts';
import { ArgumentFaults } from '../faults.ts';

/** What a data folder says of one application. */
export interface ReadLab {
  readonly app: GoLive['app'];
  readonly exchanges: readonly Exchange[];
}

/**
 * Reads an application of a lab, which may be running.
 *
 * @param name see `chooseApplication`
 * @throws {ArgumentFaults} when the folder has no lab
 * @throws {CheckFault} when the lab has no such application
 * @throws {LabError} when its lab file is damaged
 * @throws {StoreError} when a database cannot be read
 */
export async function readLab(data: string, name: string | undefined): Promise<ReadLab> {
  const folder = resolve(data);
  const urls = readLabFile(join(folder, 'lab.json'))?.urls;
  const file = (database: string) => join(folder, database);
  if (!urls || !existsSync(file('idp.db')))
    throw new ArgumentFaults([
      `There is no lab in the folder ${data}. Name its folder with --data; a lab that was started with --memory cannot be read.`,
    ]);
  const idp = await buildIdp({
    file: file('idp.db'),
    existing: true,
    publicUrl: () => urls.idp,
    clock: () => new Date(),
  });
  try {
    const tenants = (await idp.directory.listTenants()).map(({ id }) => id);
    const chosen = await chooseApplication(idp.directory, name, data, { option: '--app', tenants });
    const { id, tenantId } = chosen.servicePrincipal;
    const lab = { issuer: issuerOf(tenantId), loginUrl: `${urls.idp}/${tenantId}/saml2` };
    const certificate = await activeCertificate(idp.directory, id);
    return {
      app: labApplicationOf(chosen, { certificate, ...lab }),
      exchanges: existsSync(file('exchanges.db'))
        ? await readExchanges(file('exchanges.db'), id)
        : [],
    };
  } finally {
    await idp.close();
  }
}

async function activeCertificate(directory: Directory, id: string) {
  try {
    return (await directory.activeSigningKey(id)).certificate;
  } catch (error) {
    if (error instanceof NoSigningKey) return undefined;
    throw error;
  }
}
