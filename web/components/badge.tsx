import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.tsx';

export type BadgeTone = 'pass' | 'fail' | 'warning' | 'info' | 'skipped' | 'neutral';

const icons: Record<BadgeTone, IconName | undefined> = {
  pass: 'pass',
  fail: 'fail',
  warning: 'warning',
  info: 'info',
  skipped: 'skipped',
  neutral: undefined,
};

/** A state in one or two words, with an icon, so that colour never carries the meaning alone (WCAG 2.2 1.4.1). */
export function Badge({
  tone = 'neutral',
  children,
}: {
  tone?: BadgeTone | undefined;
  children: ComponentChildren;
}) {
  const icon = icons[tone];
  return (
    <span class={`badge badge-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
