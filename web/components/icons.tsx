import type { ComponentChildren } from 'preact';

/**
 * The few icons that the pages need, drawn here so that no icon font or third-party artwork is shipped. They are decoration: hidden from
 * assistive technology, and always next to text that says the same (WCAG 2.2 1.4.1).
 */
const shapes = {
  pass: (
    <>
      <circle cx="8" cy="8" r="7" class="icon-fill" />
      <path d="m4.8 8.2 2.2 2.2 4.3-4.6" class="icon-cut" />
    </>
  ),
  fail: (
    <>
      <circle cx="8" cy="8" r="7" class="icon-fill" />
      <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" class="icon-cut" />
    </>
  ),
  warning: (
    <>
      <path d="M8 1.6 15.2 14H.8Z" class="icon-fill icon-round" />
      <path d="M8 6v3.8m0 1.9v.1" class="icon-cut" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="7" class="icon-fill" />
      <path d="M8 7.4v4M8 4.7v.1" class="icon-cut" />
    </>
  ),
  skipped: <path d="M4 8h8" class="icon-line" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8.5" rx="1.6" class="icon-line" />
      <path
        d="M10.5 3.2A1.5 1.5 0 0 0 9 2H4a1.8 1.8 0 0 0-1.8 1.8v6A1.5 1.5 0 0 0 3.5 11.3"
        class="icon-line"
      />
    </>
  ),
  chevron: <path d="m6 3.5 4.5 4.500L6 12.5" class="icon-line" />,
  back: <path d="M13 8H3.300M7.5 3.5 3 8l4.5 4.5" class="icon-line" />,
  person: (
    <>
      <circle cx="8" cy="5.2" r="2.7" class="icon-line" />
      <path d="M2.8 13.800a5.3 5.3 0 0 1 10.4 0" class="icon-line" />
    </>
  ),
} satisfies Record<string, ComponentChildren>;

export type IconName = keyof typeof shapes;

/** A 16 px icon in the colour of the surrounding text. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name]}
    </svg>
  );
}
