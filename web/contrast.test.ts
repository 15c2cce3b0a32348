import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** WCAG 2.2 1.4.3 (text, 4.5:1) and 1.4.11 (lines of controls, 3:1) for every theme of the tokens. */
const text: [ink: string, surfaces: string[]][] = [
  [
    'ink',
    [
      'canvas',
      'surface',
      'surface-sunken',
      'surface-hover',
      'surface-pressed',
      'danger-surface',
      'accent-tint',
    ],
  ],
  [
    'ink-soft',
    ['canvas', 'surface', 'surface-sunken', 'surface-hover', 'danger-surface', 'accent-tint'],
  ],
  ['accent', ['canvas', 'surface', 'accent-tint']],
  ['accent-hover', ['canvas', 'surface']],
  [
    'on-fill',
    ['accent-fill', 'accent-fill-hover', 'accent-fill-pressed', 'danger-fill', 'danger-fill-hover'],
  ],
  ['success', ['surface', 'success-surface', 'surface-sunken', 'accent-tint']],
  ['danger', ['surface', 'danger-surface']],
  ['warning', ['surface', 'warning-surface', 'surface-sunken', 'accent-tint']],
  ['info', ['surface', 'info-surface', 'surface-sunken', 'accent-tint']],
  ['mock-ink', ['mock-surface']],
];
const lines: [line: string, surfaces: string[]][] = [['line-control', ['surface', 'canvas']]];

type Tokens = Record<string, string>;
const css = readFileSync(new URL('./assets/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function tokens(part: string, site: string): Tokens {
  const found: Tokens = {};
  for (const [, of, body] of part.matchAll(/:root(?:\[data-site="(\w+)"\])?\s*\{([^}]*)\}/g)) {
    if (of !== undefined && of !== site) continue;
    for (const [, name = '', value = ''] of (body ?? '').matchAll(
      /--([\w-]+):\s*(#[0-9a-f]{3,6})\b/g,
    ))
      found[name] = value;
  }
  return found;
}

function luminance(colour: string): number {
  const hex =
    colour.length === 4
      ? [...colour.slice(1)].map((digit) => digit + digit).join('')
      : colour.slice(1);
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

for (const site of ['idp', 'sp', 'lab', 'adfs']) {
  const themes = {
    light: tokens(light, site),
    dark: { ...tokens(light, site), ...tokens(dark, site) },
  };
  test.each(Object.entries(themes))(
    `${site}, %s: text and lines have enough contrast`,
    (_scheme, theme) => {
      const faint = [
        ...text.map((pair) => [...pair, 4.5] as const),
        ...lines.map((pair) => [...pair, 3] as const),
      ].flatMap(([ink, surfaces, least]) =>
        surfaces
          .map((surface) => ({
            ink,
            surface,
            ratio: contrast(theme[ink] ?? '', theme[surface] ?? ''),
          }))
          .filter(({ ratio }) => !(ratio >= least)),
      );
      expect(faint).toEqual([]);
    },
  );
}

test('the contrast formula is that of WCAG', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#fff')).toBeCloseTo(4.48, 2);
});
