import { styleText } from 'node:util';
import type { Lab } from '../../lab/index.ts';

/** What `samlab browser` prints once the browser opens, with a blank line at both ends. */
export function browserText(
  {
    start,
    ports,
    dataDir,
    debuggingPort,
  }: Pick<Lab, 'start' | 'ports' | 'dataDir'> & {
    /** Of a browser without a window. */
    readonly debuggingPort?: number | undefined;
  },
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream });
  const names = [
    ['https://entra.microsoft.com', 'admin center'],
    ['https://myapps.microsoft.com', 'My Apps'],
    [start.idp, 'identity provider'],
    [start.sp, 'service provider'],
  ] as const;
  return [
    '',
    `  ${style('bold', 'samlab')} has opened a separate browser. It is a mock. In that browser, and in no other, these names lead to it:`,
    '',
    ...names.map(([url, what]) => `  ${style('bold', url.padEnd(36))}  ${what}`),
    '',
    `  Users and passwords are on the lab home, which it opens first: ${start.lab}`,
    `  Programs on this machine fetch metadata from http://localhost:${ports.idp} and http://localhost:${ports.sp}`,
    ...(debuggingPort === undefined
      ? []
      : [
          `  It has no window. A program drives it by the DevTools protocol: ${style('bold', `http://127.0.0.1:${debuggingPort}`)}`,
        ]),
    `  State: ${dataDir ?? 'memory only'}`,
    '',
    style('dim', '  Close the browser, or press Ctrl-C, to stop.'),
    '',
    '',
  ].join('\n');
}
