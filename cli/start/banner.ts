import { X509Certificate } from 'node:crypto';
import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { Lab } from '../../lab/index.ts';
import { clockWords, type ShownClock } from '../../web/components/lab-around.tsx';
import { say } from '../print.ts';

const remarks = {
  new: 'a new lab',
  resumed: 'resumed',
  moved: 'resumed at new addresses; both sites are updated',
};

/** Of a lab that `samlab start --detach` started. */
interface Background {
  /** The command that stops it. */
  readonly stop: string;
  /** Path of its log. */
  readonly log: string;
}

/** More would push the passwords off the screen. */
const SHOWN_APPLICATIONS = 5;

/** Said at the start of a lab with a seed. */
export const SEEDED =
  'Ids and keys come from a seed: who knows it knows every private key. Use this lab for tests only.';

/**
 * What `samlab start` prints once the lab is running, with a blank line at both ends. Colours follow the stream, NO_COLOR and
 * FORCE_COLOR, as `util.styleText` reads them.
 */
export function banner(
  lab: Pick<Lab, 'start' | 'state' | 'dataDir' | 'warnings'> &
    Partial<Pick<Lab, 'database' | 'ca'>> & {
      readonly config?: string | undefined;
      readonly background?: Background;
      /** Undefined while it is that of the machine. */
      readonly clock?: ShownClock | undefined;
      readonly seed?: string | undefined;
    },
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const { start, state, dataDir, database, config, background, clock, seed, ca, warnings } = lab;
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream });
  const folder = dataDir && (relative('', dataDir) || '.');
  const stored = database === undefined ? folder : `PostgreSQL database ${database}`;
  const where = stored === undefined ? 'memory only' : `${stored} (${remarks[state]})`;
  const sites: (readonly [string, string])[] = [
    ['Lab home', start.lab],
    ['Identity provider', start.idp],
    ['Service provider', start.sp],
    ...(start.dropIn
      ? ([
          ['Drop-in', start.dropIn.metadataUrl],
          ['Drop-in, https', `${start.dropIn.httpsUrl}/simplesaml/`],
        ] as const)
      : []),
  ];
  const people = [
    ...start.users.map(
      ({ userPrincipalName, password, roles }) =>
        [
          userPrincipalName,
          password,
          `${roles.length > 0 ? 'Administrator' : 'User'} of the Entra tenant`,
        ] as const,
    ),
    [start.spAdmin.email, start.spAdmin.password, 'Administrator of Peakon itself'] as const,
  ];
  const site = width(sites.map(([name]) => name));
  const name = width(people.map(([each]) => each));
  const password = width(people.map(([, each]) => each));
  const shown = start.applications.slice(0, SHOWN_APPLICATIONS);
  const applications = [
    ...shown.flatMap(({ displayName, metadataUrl }) => [
      `  ${displayName}`,
      `    ${style('cyan', metadataUrl)}`,
    ]),
    ...(start.applications.length > shown.length ? ['  More are on the lab home.'] : []),
  ];
  return [
    '',
    `  ${style('bold', 'samlab')} is running. ${warnings.length === 0 ? 'It is a mock and answers on this machine only.' : 'It is a mock.'}`,
    ...warnings.map((warning) => `  ${style('yellow', `Warning: ${warning}`)}`),
    '',
    ...sites.map(([label, url]) => `  ${label.padEnd(site)}  ${style('cyan', url)}`),
    `  ${'State'.padEnd(site)}  ${style('dim', where)}`,
    ...(config === undefined ? [] : [`  ${'Settings'.padEnd(site)}  ${style('dim', config)}`]),
    ...(background ? [`  ${'Log'.padEnd(site)}  ${style('dim', background.log)}`] : []),
    ...(ca === undefined
      ? []
      : [
          `  ${'CA certificate'.padEnd(site)}  ${style('cyan', `${start.lab}/ca.pem`)}`,
          `  ${''.padEnd(site)}  ${style('dim', `SHA-256 ${new X509Certificate(ca).fingerprint256}`)}`,
        ]),
    ...(clock ? [`  ${'Clock'.padEnd(site)}  ${clockWords(clock)}`] : []),
    ...(seed === undefined ? [] : ['', `  ${SEEDED}`]),
    '',
    ...(applications.length > 0
      ? ['  Metadata for your service providers', ...applications, '']
      : []),
    '  Users and passwords',
    ...people.map(([who, secret, what]) =>
      [`  ${who.padEnd(name)}`, style('bold', secret.padEnd(password)), style('dim', what)].join(
        '  ',
      ),
    ),
    '',
    ...(start.appId === null && config === undefined
      ? ['  Open the lab home to start the tutorial.', '']
      : []),
    style('dim', background ? `  Stop it with "${background.stop}".` : '  Press Ctrl-C to stop.'),
    '',
    '',
  ].join('\n');
}

const width = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));

/** For those who read JSON: the warnings of the banner, on standard error. */
export function warn(warnings: readonly string[]): void {
  for (const warning of warnings) say(warning);
}
