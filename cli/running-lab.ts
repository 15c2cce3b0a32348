import { resolve } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { toPem } from '../certs/certificate.ts';
import { AUTHORITY_FILE, defaultDataDir, readAuthorityFile } from '../lab/index.ts';
import { SPEAKS_HTTPS } from '../web/http/plain-http.ts';

/** Nothing answers at the URL, or something that is not a lab. `message` is one sentence for the user. */
export class NoLab extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoLab';
  }
}

/** How long to wait for an answer (ms). A lab on this machine answers in milliseconds. */
const TIMEOUT = 10_000;

/** What is wrong with the value of `--lab`, if anything. */
export const labUrlFault = (lab: string): string[] =>
  /^https?:$/.test(URL.parse(lab)?.protocol ?? '')
    ? []
    : [`--lab must be the URL of a lab home, such as http://localhost:4000, not "${lab}".`];

/**
 * Asks a running lab.
 *
 * @param lab URL of the lab home, http or https
 * @throws {NoLab} when nothing answers there
 */
export async function askLab(lab: string, path: string): Promise<Response> {
  const url = new URL(path, lab);
  const answer = await ask(lab, url);
  if (answer.status !== 400 || url.protocol !== 'http:') return answer;
  if ((await answer.clone().text()) !== SPEAKS_HTTPS) return answer;
  url.protocol = 'https:';
  return ask(url.origin, url);
}

async function ask(lab: string, url: URL): Promise<Response> {
  if (url.protocol === 'https:') trustOwnAuthority();
  try {
    return await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
  } catch (error) {
    const code = String((error as { cause?: { code?: unknown } }).cause?.code);
    if (/CERT|SIGNATURE|ALTNAME|ISSUER/.test(code))
      throw new NoLab(
        `The certificate of ${lab} is not trusted here (${code}). Set NODE_EXTRA_CA_CERTS to the file that "samlab ca FILE --lab ${lab}" writes.`,
      );
    if ((error as { cause?: Error }).cause?.message === 'bad port')
      throw new NoLab(
        `${lab} is no lab home: programs and browsers connect to no web server on this port, which is another protocol's. Correct --lab.`,
      );
    throw new NoLab(
      `No lab answers at ${lab}. Start one with "samlab start", or set --lab to the URL of its lab home.`,
    );
  }
}

/** Besides those that Node trusts, for this process. An authority of a lab can vouch for the hosts of that lab only. */
function trustOwnAuthority(): void {
  const own = readAuthorityFile(resolve(defaultDataDir, AUTHORITY_FILE));
  if (own) setDefaultCACertificates([...getCACertificates('default'), toPem(own.certificate)]);
}

export const notLabHome = (lab: string): NoLab =>
  new NoLab(`${lab} is not a lab home. Its URL is the first that "samlab start" prints.`);
