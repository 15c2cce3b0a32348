import type { ComponentChildren } from 'preact';
import { Icon } from './icons.tsx';

export interface StepItem {
  title: ComponentChildren;
  state: 'done' | 'current' | 'todo';
  href?: string | undefined;
}

const words = { done: 'done', current: 'current step', todo: 'to do' };

/** The progress through a sequence of steps. */
export function Steps({ label, items }: { label: string; items: readonly StepItem[] }) {
  return (
    <ol class="steps" aria-label={label}>
      {items.map(({ title, state, href }, position) => (
        <li
          key={position}
          class={`step step-${state}`}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          <span class="step-number">{state === 'done' ? <Icon name="pass" /> : position + 1}</span>
          {href === undefined ? <span>{title}</span> : <a href={href}>{title}</a>}
          <span class="visually-hidden">, {words[state]}</span>
        </li>
      ))}
    </ol>
  );
}
