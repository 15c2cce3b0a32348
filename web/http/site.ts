/** Which of the three sites a page belongs to; it picks the accent colour through `<html data-site>`. */
export type Site = 'idp' | 'sp' | 'lab';

/** Shown on every page. */
export const mockLabel = 'Mock – for testing only';
