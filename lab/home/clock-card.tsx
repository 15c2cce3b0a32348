import { Badge } from '../../web/components/badge.tsx';
import { Actions, Button, CsrfField } from '../../web/components/controls.tsx';
import { Field } from '../../web/components/field.tsx';
import { Card, MessageBar } from '../../web/components/surfaces.tsx';
import { clockSettingOf } from '../clock/clock-setting.ts';
import type { LabClock } from '../clock/lab-clock.ts';

export interface ClockCardProps {
  clock: LabClock;
  token: string;
  /** Why the clock was not changed. */
  problem?: string | undefined;
}

/** What the card offers to add, and in milliseconds. */
const steps = [
  ['1 minute', 60_000],
  ['1 hour', 3_600_000],
  ['1 day', 86_400_000],
  ['60 days', 60 * 86_400_000],
] as const;

/** The clock of the lab: what it shows, and how to move it. */
export function ClockCard({ clock, token, problem }: ClockCardProps) {
  const { mode } = clock;
  return (
    <Card
      title="Clock"
      id="clock"
      class="clock"
      version={clockVersion(clock)}
      action={
        mode !== 'real' && <Badge tone="info">{mode === 'frozen' ? 'Frozen' : 'Moved'}</Badge>
      }
    >
      {problem !== undefined && <MessageBar tone="error">{problem}</MessageBar>}
      <p>
        It is <strong id="clockNow">{clockTime(clock)}</strong> {about(clock)} Sessions, codes,
        lockouts and messages follow this clock. A browser deletes cookies by its own.
      </p>
      <form method="post" action="/clock">
        <CsrfField token={token} />
        <Field
          label="Date and time, UTC"
          name="at"
          id="clockAt"
          type="datetime-local"
          step="1"
          value={clock.now().toISOString().slice(0, 19)}
        />
        <Actions>
          <Button name="act" value="set">
            Go on from here
          </Button>
          <Button appearance="secondary" name="act" value="freezeAt">
            Freeze here
          </Button>
        </Actions>
      </form>
      <form method="post" action="/clock" class="clock-steps">
        <CsrfField token={token} />
        <span>Forward by</span>
        {steps.map(([words, milliseconds]) => (
          <Button key={words} appearance="secondary" name="advance" value={String(milliseconds)}>
            {words}
          </Button>
        ))}
        {mode !== 'frozen' && (
          <Button appearance="secondary" name="act" value="freeze">
            Freeze now
          </Button>
        )}
        {mode !== 'real' && (
          <Button appearance="secondary" name="act" value="real">
            Back to real time
          </Button>
        )}
      </form>
    </Card>
  );
}

function about(clock: LabClock): string {
  switch (clock.mode) {
    case 'real':
      return clock.isSystemTime
        ? 'as on this machine.'
        : 'by the clock that the program gave to the lab.';
    case 'offset':
      return `(${String(clockSettingOf(clock))} from the real time).`;
    case 'frozen':
      return 'and stays so.';
  }
}

/** `2026-12-24 08:00:00 UTC` */
export const clockTime = (clock: LabClock): string =>
  `${clock.now().toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** Changes when the clock is moved, not with time. */
export const clockVersion = (clock: LabClock): string =>
  `${clock.mode} ${clock.mode === 'frozen' ? clock.now().getTime() : clock.ahead}`;
