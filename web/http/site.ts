/**
 * Which of the three sites a page belongs to, or the mock identity provider of an organization, which is on the site of the tenant; it picks the
 * accent colour through `<html data-site>`.
 */
export type Site = 'idp' | 'sp' | 'lab' | 'adfs';

/** Shown on every page. */
export const mockLabel = 'Mock – for testing only';
