/**
 * Attributes of an area that scrolls on its own: it takes the focus so that it can be scrolled by keyboard in every
 * browser (WCAG 2.2 2.1.1), and its name says what one has landed on.
 */
export function scrollArea(name: string) {
  return { tabIndex: 0, role: 'region', 'aria-label': name } as const;
}
