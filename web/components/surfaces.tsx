import type { ComponentChildren } from 'preact';
import { classNames } from './class-names.ts';
import { CopyValue } from './copy.tsx';
import { Icon, type IconName } from './icons.tsx';

interface CardProps {
  title?: ComponentChildren;
  /** Before the title, e.g. a step number. */
  step?: number | undefined;
  /** At the right of the title: an edit link, a badge. */
  action?: ComponentChildren;
  id?: string | undefined;
  class?: string | undefined;
  /** For the script `live`, which replaces the card when the server reports a different version; needs an id. */
  version?: string | undefined;
  children: ComponentChildren;
}

/** A raised area for one subject; its title is a heading that screen readers can jump to. */
export function Card({ title, step, action, id, class: extra, version, children }: CardProps) {
  return (
    <section class={classNames('card', extra)} id={id} data-version={version}>
      {(title !== undefined || action !== undefined) && (
        <header class="card-header">
          {step !== undefined && <span class="step-number">{step}</span>}
          {title !== undefined && <h2>{title}</h2>}
          {action !== undefined && <div class="card-action">{action}</div>}
        </header>
      )}
      {children}
    </section>
  );
}

export type Tone = 'error' | 'success' | 'info' | 'warning';

const icons: Record<Tone, IconName> = {
  error: 'fail',
  success: 'pass',
  info: 'info',
  warning: 'warning',
};

/** A message about the whole page. Errors and warnings interrupt (role=alert), the others wait their turn (role=status). */
export function MessageBar({
  tone,
  title,
  id,
  children,
}: {
  tone: Tone;
  title?: ComponentChildren;
  id?: string | undefined;
  children?: ComponentChildren;
}) {
  return (
    <div
      class={`message message-${tone}`}
      role={tone === 'error' || tone === 'warning' ? 'alert' : 'status'}
      id={id}
    >
      <Icon name={icons[tone]} />
      <div class="message-text">
        {title !== undefined && <strong class="message-title">{title}</strong>}
        {children !== undefined && <div>{children}</div>}
      </div>
    </div>
  );
}

export interface Fact {
  /** Plain text, because it also names the copy button. */
  term: string;
  value: ComponentChildren;
  /** Adds a copy button; the value must be text. */
  copy?: boolean | undefined;
  /** Small, below the value. */
  note?: ComponentChildren;
}

/** Names and values (a definition list). `copy` shows the value in a fixed-width font with a copy button. */
export function Facts({ items }: { items: readonly Fact[] }) {
  return (
    <dl class="facts">
      {items.map(({ term, value, copy, note }) => (
        <div class="fact" key={term}>
          <dt>{term}</dt>
          <dd>
            {copy && typeof value === 'string' ? <CopyValue value={value} label={term} /> : value}
            {note !== undefined && <p class="hint">{note}</p>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Collapsible text, without a script. */
export function Disclosure({
  summary,
  open = false,
  id,
  children,
}: {
  summary: ComponentChildren;
  open?: boolean | undefined;
  id?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <details class="disclosure" open={open} id={id}>
      <summary>
        <Icon name="chevron" />
        <span>{summary}</span>
      </summary>
      <div class="disclosure-body">{children}</div>
    </details>
  );
}

/** Replaces an empty list. */
export function EmptyState({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
