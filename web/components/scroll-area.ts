/**
 * Attributes of a scrollable area: it is focusable, so that it can be scrolled by keyboard in every browser (WCAG 2.2 2.1.1), and has a
 * name for assistive technology.
 */
export function scrollArea(name: string) {
  return { tabIndex: 0, role: 'region', 'aria-label': name } as const;
}
