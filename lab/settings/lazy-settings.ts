/** Loaded when a lab has settings: a lab without any starts sooner. */
export const loadSettingsFolder = () => import('./lab-settings.ts');
