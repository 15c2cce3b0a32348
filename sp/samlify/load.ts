/**
 * samlify takes some 120 ms to load (it brings XML, encryption and signing libraries), and most requests do not
 * need it, so the first request that does loads it; `samlab start` does so once it has started.
 */
let loading: Promise<typeof import('samlify')> | undefined;

/** samlify, loaded once. */
export function loadSamlify(): Promise<typeof import('samlify')> {
  loading ??= import('samlify');
  return loading;
}
