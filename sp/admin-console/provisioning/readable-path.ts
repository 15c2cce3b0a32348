/** The path and query of a request as people read them: `/Users?filter=userName eq "B.Simon@contoso.com"`. One with an invalid escape, as it came. */
export function readablePath(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    return path;
  }
}
