import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readCertificate, toPem } from '../../certs/certificate.ts';
import type { Lab } from '../../lab/index.ts';
import type { BrowserMaker } from '../agent/browser.ts';
import type { Connections } from '../agent/exchange.ts';
import { CheckFault } from '../errors.ts';
import { readTargetMetadata } from '../subject/read-metadata.ts';
import type { SuccessRule } from '../subject/session-probe.ts';
import type { DrilledServiceProvider } from './sign-in.ts';

/** The user who signs in to the finished tutorial. */
const TUTORIAL_USER = 'B.Simon@contoso.com';

/**
 * Peakon of a lab, whose clock it shares.
 *
 * @param lab undefined when it runs elsewhere: then nobody uploads during the drill
 */
export function peakonServiceProvider(
  spUrl: string,
  browsers: BrowserMaker,
  lab?: Lab,
): DrilledServiceProvider {
  return {
    name: 'Peakon',
    loginUrl: `${spUrl}/login?company=contoso`,
    probe: { url: `${spUrl}/api/whoami`, success: { kind: 'identity' }, honest: TUTORIAL_USER },
    origins: new Set([spUrl]),
    browsers,
    followsLabClock: true,
    ...(lab && {
      upload: async ({ certificate }) => {
        const saved = await lab.administration.findSingleSignOn('contoso');
        if (!saved)
          throw new CheckFault('control_failed', 'Peakon has no single sign-on any more.');
        await lab.administration.enableSingleSignOn('contoso', {
          ...saved.input,
          certificates: [Buffer.from(certificate, 'base64')],
        });
        return 'The certificate was uploaded in the administration of Peakon, in place of the first one.';
      },
    }),
  };
}

export interface ForeignServiceProviderOptions {
  /** URL or file of its metadata. */
  readonly metadata: string;
  readonly loginUrl: string | undefined;
  readonly whoamiUrl: string;
  readonly success: SuccessRule;
  readonly nameId: string;
  readonly browsers: BrowserMaker;
  /** Command for a shell that gives the service provider the new certificate, as an administrator does. */
  readonly uploadCommand?: string | undefined;
  readonly clock: () => Date;
}

/**
 * The user's service provider, over HTTP. The caller has made sure that it is the user's.
 *
 * @throws {CheckFault} `unreachable`, `timeout` or `not_metadata` when its metadata cannot be read
 */
export async function foreignServiceProvider(
  options: ForeignServiceProviderOptions,
  connections: Connections,
): Promise<DrilledServiceProvider> {
  const { metadata, loginUrl, whoamiUrl, success, nameId, browsers, uploadCommand } = options;
  const described = await readTargetMetadata(metadata, connections, options.clock());
  const urls = [described.postAcs, whoamiUrl, loginUrl].filter((url) => url !== undefined);
  return {
    name: described.entityId,
    loginUrl,
    probe: { url: whoamiUrl, success, honest: nameId },
    origins: new Set(urls.map((url) => new URL(url).origin)),
    browsers,
    followsLabClock: false,
    ...(uploadCommand !== undefined && { upload: (given) => runUpload(uploadCommand, given) }),
  };
}

/** How long the command may take, in ms. */
const UPLOAD = 120_000;

/** Runs the user's command with the new certificate as a file. @throws {CheckFault} `bad_settings` when it fails */
async function runUpload(
  command: string,
  { metadataUrl, certificate }: { metadataUrl: string; certificate: string },
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'samlab-drill-'));
  const file = join(folder, 'certificate.pem');
  const env = { ...process.env, SAMLAB_CERTIFICATE: file, SAMLAB_METADATA_URL: metadataUrl };
  try {
    await writeFile(file, toPem(readCertificate(Buffer.from(certificate, 'base64'))));
    const [shell, flag] = process.platform === 'win32' ? ['cmd.exe', '/c'] : ['/bin/sh', '-c'];
    await promisify(execFile)(shell, [flag, command], { env, timeout: UPLOAD });
    return 'The certificate was uploaded by the command of --upload.';
  } catch (error) {
    const {
      code,
      killed,
      stderr = '',
    } = error as { code?: unknown; killed?: boolean; stderr?: string };
    const why = killed ? `did not end within ${UPLOAD / 1000} s` : `ended with ${String(code)}`;
    const says = stderr.trim().split('\n').at(-1);
    throw new CheckFault(
      'bad_settings',
      `The command of --upload ${why}${says ? `: ${says.slice(0, 200)}` : ''}.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
