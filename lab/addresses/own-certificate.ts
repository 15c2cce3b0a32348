import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { SiteServer } from '../../web/http/site-server.ts';
import type { SiteUrls } from '../endpoints.ts';
import { readBytes, UnreadableFile } from '../settings/read-file.ts';
import type { AddressFault, AddressOptions } from './options.ts';

type Tls = NonNullable<SiteServer['tls']>;

interface Read {
  readonly tls?: Tls | undefined;
  readonly faults: readonly AddressFault[];
}

const MAX_BYTES = 64 * 1024;

const siteNames = { lab: 'lab home', idp: 'identity provider', sp: 'service provider' };

/**
 * Reads the certificate and key that the options name, and checks everything that would make a client refuse them, except who issued it.
 *
 * @param urls where browsers reach the sites
 * @param now by the clock of the machine, as clients read it
 * @returns no `tls` when the options name no files, or with faults
 */
export async function readOwnCertificate(
  { tlsCert, tlsKey }: AddressOptions,
  urls: SiteUrls,
  now: Date,
): Promise<Read> {
  if (tlsCert === undefined && tlsKey === undefined) return { faults: [] };
  if (tlsCert === undefined)
    return {
      faults: [
        { option: 'tlsKey', fault: (option) => `needs ${option['addresses.tlsCert']}, too.` },
      ],
    };
  if (tlsKey === undefined)
    return {
      faults: [
        { option: 'tlsCert', fault: (option) => `needs ${option['addresses.tlsKey']}, too.` },
      ],
    };
  const faults: AddressFault[] = [];
  const read = async <Value>(
    option: 'tlsCert' | 'tlsKey',
    path: string,
    parse: (pem: string) => Value,
    is: string,
  ) => {
    try {
      const pem = (await readBytes(path, MAX_BYTES)).toString('latin1');
      return { pem, value: parse(pem) };
    } catch (error) {
      const why = error instanceof UnreadableFile ? error.message : is;
      faults.push({ option, fault: `names ${path}, which ${why}` });
      return undefined;
    }
  };
  const cert = await read('tlsCert', tlsCert, asCertificate, 'is not a certificate in PEM form.');
  const key = await read(
    'tlsKey',
    tlsKey,
    asKey,
    'is not a private key in PEM form without a password.',
  );
  if (cert) faults.push(...datesFaults(cert.value, now), ...hostFaults(cert.value, urls));
  if (cert && key && !cert.value.checkPrivateKey(key.value))
    faults.push({
      option: 'tlsKey',
      fault: `names ${tlsKey}, which is not the key of ${tlsCert}.`,
    });
  if (!cert || !key || faults.length > 0) return { faults };
  const tls = { cert: cert.pem, key: key.pem };
  const fault = unusable(tls);
  return fault === undefined ? { tls, faults } : { faults: [{ option: 'tlsCert', fault }] };
}

/** The first certificate of the file is that of the server; the others are its chain. @throws {Error} */
function asCertificate(pem: string): X509Certificate {
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) throw new TypeError('not PEM');
  return new X509Certificate(pem);
}

/** @throws {Error} */
const asKey = (pem: string): KeyObject => createPrivateKey(pem);

function datesFaults({ validFromDate, validToDate }: X509Certificate, now: Date): AddressFault[] {
  const on = (date: Date) => date.toISOString().slice(0, 10);
  const fault =
    now > validToDate
      ? `expired on ${on(validToDate)}, by the clock of this machine. Get a new certificate.`
      : now < validFromDate
        ? `is valid from ${on(validFromDate)} only, by the clock of this machine.`
        : undefined;
  return fault === undefined ? [] : [{ option: 'tlsCert', fault }];
}

function hostFaults(certificate: X509Certificate, urls: SiteUrls): AddressFault[] {
  const missing = new Map<string, string[]>();
  for (const site of ['lab', 'idp', 'sp'] as const) {
    const host = new URL(urls[site]).hostname.replace(/^\[|\]$/g, '');
    const covered = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
    if (covered === undefined) missing.set(host, [...(missing.get(host) ?? []), siteNames[site]]);
  }
  const names = certificate.subjectAltName ?? 'no host';
  return [...missing].map(([host, sites]) => ({
    option: 'tlsCert',
    fault: `does not cover ${host}, the host of the ${sites.join(' and the ')}; it is for ${names.slice(0, 200)}. Give these sites public URLs that it covers, or another certificate.`,
  }));
}

/** What OpenSSL refuses: a damaged chain, a key that is too short. */
function unusable(tls: Tls): string | undefined {
  try {
    createSecureContext(tls);
    return undefined;
  } catch (error) {
    return `cannot be used: ${(error as Error).message}.`;
  }
}
