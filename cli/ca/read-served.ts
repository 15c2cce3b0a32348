import { X509Certificate } from 'node:crypto';
import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { permittedBy } from '../../certs/authority.ts';
import { type Certificate, readCertificate } from '../../certs/certificate.ts';
import { SPEAKS_HTTPS } from '../../web/http/plain-http.ts';
import { NoLab, notLabHome } from '../running-lab.ts';

interface Served {
  readonly status: number;
  readonly body: string;
  /** What the server showed; undefined over http. */
  readonly shown: X509Certificate | undefined;
}

/** How long to wait for an answer (ms). */
const TIMEOUT = 10_000;
/** Longer answers are not from a lab. In bytes. */
const LONGEST = 64 * 1024;

/**
 * Reads the certificate of the authority of a running lab from its lab home. Nothing is trusted yet, so the certificate proves nothing by itself:
 * a person compares its fingerprint, and reads for which hosts it is. What is refused is an authority that did not issue the certificate of a server that speaks https, and one that
 * could vouch for any host.
 *
 * @param lab URL of the lab home
 * @returns the certificate, and the URL that answered
 * @throws {NoLab}
 */
export async function readServedAuthority(
  lab: string,
): Promise<{ certificate: Certificate; lab: string }> {
  const url = new URL('/ca.pem', lab);
  let served = await read(url, lab);
  if (served.status === 400 && served.body === SPEAKS_HTTPS) {
    url.protocol = 'https:';
    served = await read(url, lab);
  }
  const { status, body, shown } = served;
  if (status === 404 && /^This lab has no certificate authority/.test(body))
    throw new NoLab(`${lab}: ${body.trim()}`);
  if (status !== 200 || !body.startsWith('-----BEGIN CERTIFICATE-----')) throw notLabHome(lab);
  const certificate = asCertificate(body, lab);
  const authority = new X509Certificate(certificate.der);
  if (shown && !(shown.checkIssued(authority) && shown.verify(authority.publicKey)))
    throw new NoLab(
      `The certificate of ${lab} is not from the authority that it names, so it is not the lab itself that answers there.`,
    );
  if (!(await permittedBy(certificate)))
    throw new NoLab(
      `The authority that ${lab} names could vouch for any host; that of a lab cannot. Do not trust it.`,
    );
  return { certificate, lab: url.origin };
}

function asCertificate(pem: string, lab: string): Certificate {
  try {
    return readCertificate(Buffer.from(pem));
  } catch {
    throw notLabHome(lab);
  }
}

function read(url: URL, lab: string): Promise<Served> {
  const get = url.protocol === 'https:' ? getHttps : getHttp;
  const signal = AbortSignal.timeout(TIMEOUT);
  const options = { rejectUnauthorized: false, agent: false, signal };
  const { promise, resolve, reject } = Promise.withResolvers<Served>();
  const asked = get(url, options, (answer) => {
    const { socket, statusCode: status = 0 } = answer;
    const shown = 'getPeerX509Certificate' in socket ? peerOf(socket as TLSSocket) : undefined;
    let body = '';
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => {
      body += text;
      if (body.length > LONGEST) asked.destroy(new Error('too long'));
    });
    answer.once('end', () => resolve({ status, body, shown }));
    answer.once('error', reject);
  });
  asked.once('error', reject);
  return promise.catch(() => {
    throw new NoLab(
      `No lab answers at ${lab}. Start one with "samlab start", or set --lab to the URL of its lab home.`,
    );
  });
}

const peerOf = (socket: TLSSocket) => socket.getPeerX509Certificate();
