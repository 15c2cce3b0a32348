import { hostsOutside, makeAuthority, makeServerCertificate } from '../../certs/authority.ts';
import { toPem } from '../../certs/certificate.ts';
import type { SigningKey } from '../../certs/signing-certificate.ts';
import type { SiteServer } from '../../web/http/site-server.ts';
import type { LabData } from '../data-folder.ts';
import type { Addresses } from './addresses.ts';

/** Sites that speak https with the lab's own authority. */
interface Secured {
  readonly addresses: Addresses;
  /** That programs must trust a new one, as a sentence. */
  readonly warning?: string | undefined;
}

interface LocalCertificate {
  readonly tls: NonNullable<SiteServer['tls']>;
  /** Certificate of the authority, as PEM. */
  readonly ca: string;
  readonly warning: string | undefined;
}

/** An authority that would end earlier is replaced at the start; in ms. */
const SPARE = 30 * 86_400_000;

/**
 * Makes the certificate of the sites, anew at each start, so that its key is nowhere on disk. The authority is made at the first start and kept
 * with the data, as people trust it by hand; what it may vouch for is fixed in it, so another host needs another authority.
 *
 * The clock is that of the machine: the clients check the dates by theirs, and know nothing of the clock of the lab.
 *
 * @throws {LabError} `ca_damaged` when the kept authority cannot be read; other codes when it cannot be written
 */
export async function withLocalCertificate(addresses: Addresses, data: LabData): Promise<Secured> {
  if (!addresses.needsLocalCertificate) return { addresses };
  const { tls, ca, warning } = await localCertificate(addresses.hosts, data);
  return { addresses: addresses.withTls(tls, ca), warning };
}

/** A certificate for these hosts from the authority of the lab, which is made if there is none. @throws as `withLocalCertificate` */
export async function localCertificate(
  hosts: readonly string[],
  data: Pick<LabData, 'authority'>,
): Promise<LocalCertificate> {
  const now = new Date();
  const kept = data.authority.read();
  const why = kept && (await unfit(kept, hosts, now));
  const authority = kept && why === undefined ? kept : await makeAuthority({ hosts, now });
  if (authority !== kept) data.authority.write(authority);
  const server = await makeServerCertificate(authority, { hosts, now });
  const ca = toPem(authority.certificate);
  const tls = {
    cert: toPem(server.certificate) + ca,
    key: server.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
  const warning =
    why &&
    `This lab has a new certificate authority, as the one before ${why}. Programs that trusted it must trust the new one: "samlab ca" says how.`;
  return { tls, ca, warning };
}

/** Why an authority cannot go on, as the end of a sentence. */
async function unfit(
  { certificate }: SigningKey,
  hosts: readonly string[],
  now: Date,
): Promise<string | undefined> {
  const outside = await hostsOutside(certificate, hosts);
  if (outside.length > 0) return `cannot vouch for ${outside.join(', ')}`;
  const ends = certificate.notAfter;
  return ends.getTime() - now.getTime() < SPARE
    ? `ends on ${ends.toISOString().slice(0, 10)}`
    : undefined;
}
