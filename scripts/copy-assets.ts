// Copies what the compiler leaves behind: style sheets, scripts and the icon of web/assets/ into dist/.
import { cpSync } from 'node:fs';

cpSync(
  new URL('../web/assets/', import.meta.url),
  new URL('../dist/web/assets/', import.meta.url),
  { recursive: true },
);
