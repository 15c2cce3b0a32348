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
  people: (
    <>
      <circle cx="6" cy="5.4" r="2.4" class="icon-line" />
      <path
        d="M1.6 13.400a4.5 4.5 0 0 1 8.8 0M10.8 3.200a2.3 2.3 0 0 1 0 4.400M12.2 9.500a4.4 4.4 0 0 1 2.3 3.9"
        class="icon-line"
      />
    </>
  ),
  home: (
    <path
      d="M2 7.8 8 2.500l6 5.300M3.7 6.500v7h8.600v-7M6.6 13.500V9.700h2.800v3.8"
      class="icon-line"
    />
  ),
  pencil: (
    <path d="M10.8 2.7 13.3 5.2 5.6 12.900l-3.2.7.7-3.200ZM9.2 4.300l2.5 2.5" class="icon-line" />
  ),
  apps: (
    <path
      d="M2.5 2.500h4.300v4.300H2.500ZM9.2 2.500h4.300v4.300H9.200ZM2.5 9.200h4.300v4.300H2.500ZM9.2 9.200h4.300v4.300H9.200Z"
      class="icon-line"
    />
  ),
  shield: (
    <path
      d="M8 1.7 13.2 3.600v4.200c0 3-2.2 5.3-5.2 6.5-3-1.2-5.2-3.5-5.2-6.500V3.600ZM5.7 7.900l1.7 1.7 3-3.2"
      class="icon-line"
    />
  ),
  list: <path d="M5.5 4H14M5.5 8H14M5.5 12H14M2.3 4h.1M2.3 8h.1M2.3 12h.1" class="icon-line" />,
  clipboard: (
    <path
      d="M5.5 3h-2v11h9V3h-2M5.5 1.800h5v2.400h-5ZM5.8 7.500h4.400M5.8 10.500h4.4"
      class="icon-line"
    />
  ),
  key: (
    <>
      <circle cx="5" cy="8" r="2.7" class="icon-line" />
      <path d="M7.7 8H14M11.5 8v2.500M14 8v2" class="icon-line" />
    </>
  ),
  survey: (
    <path
      d="M2.2 3h11.600v8H8l-3.2 2.600V11H2.200ZM5.2 8.500V7M8 8.500V5.200M10.8 8.500V6.3"
      class="icon-line"
    />
  ),
  talk: <path d="M2.2 3h11.600v8H8l-3.2 2.600V11H2.200ZM5 6h6M5 8.300h4" class="icon-line" />,
  folder: <path d="M1.8 3.500h4.600l1.5 1.800h6.300v7.700H1.800Z" class="icon-line" />,
  sliders: (
    <>
      <path d="M2 4.800h5.500M11.5 4.800H14M2 11.200h2.500M8.5 11.200H14" class="icon-line" />
      <circle cx="9.5" cy="4.8" r="1.9" class="icon-line" />
      <circle cx="6.5" cy="11.2" r="1.9" class="icon-line" />
    </>
  ),
  steps: <path d="M2 13h3.500V9.500H9V6h3.500V2.5" class="icon-line" />,
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
