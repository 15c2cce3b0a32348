import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.tsx';

export type BadgeTone = 'pass' | 'fail' | 'warning' | 'info' | 'skipped' | 'neutral';

const signs: Record<BadgeTone, IconName | undefined> = {
  pass: 'pass',
  fail: 'fail',
  warning: 'warning',
  info: 'info',
  skipped: 'skipped',
  neutral: undefined,
};

/** A state in one or two words: sign and text, so that colour is never the only carrier (WCAG 2.2 1.4.1). */
export function Badge({
  tone = 'neutral',
  children,
}: {
  tone?: BadgeTone | undefined;
  children: ComponentChildren;
}) {
  const sign = signs[tone];
  return (
    <span class={`badge badge-${tone}`}>
      {sign && <Icon name={sign} />}
      {children}
    </span>
  );
}
