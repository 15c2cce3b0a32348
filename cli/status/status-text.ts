import { isRealName } from '../../lab/index.ts';
import { printable } from '../../text-files/printable.ts';
import { clockWords } from '../../web/components/lab-around.tsx';
import { noLabIn, shown, usedByCommand } from '../data-folder-option.ts';
import type { Status } from './read-status.ts';

/** The status for people, without a line break at the end. */
export function statusText(status: Status): string {
  if (!status.running) {
    if (status.reason === 'none') return noLabIn(status.dataDir);
    if (status.reason === 'used') return usedByCommand(status.dataDir);
    return `No lab runs in ${shown(status.dataDir)}.`;
  }
  const { dataDir, healthy, health, lab, idp, sp, pid, elsewhere, version, since, logFile, clock } =
    status;
  const how = healthy ? 'runs' : health ? 'runs, but is not healthy' : 'is starting';
  const program = version === null ? 'a program that called startLab' : `samlab ${version}`;
  const rows: [string, string | undefined][] = [
    ['Lab home', health && `${lab}  ${health.lab}`],
    ['Identity provider', health && `${idp}  ${health.idp}`],
    ['Service provider', health && `${sp}  ${health.sp}`],
    ['Process', `${pid}${elsewhere ? ' of another container' : ''}, ${program}`],
    ['Since', since],
    [
      'Clock',
      clock && clock.mode !== 'real'
        ? clockWords({ now: new Date(clock.now), frozen: clock.mode === 'frozen' })
        : undefined,
    ],
    ['Log', logFile === null ? undefined : shown(logFile)],
  ];
  return [
    `The lab in ${shown(dataDir)} ${how}.`,
    ...(idp !== undefined && isRealName(idp)
      ? ['  Its real names lead to it in the browser of "samlab browser" only.']
      : []),
    ...rows.flatMap(([name, text]) =>
      text === undefined ? [] : [`  ${name.padEnd(17)}  ${text}`],
    ),
  ]
    .map(printable)
    .join('\n');
}
