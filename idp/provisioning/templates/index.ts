import { peakon } from './peakon.ts';
import { customappsso, scim } from './scim.ts';
import type { SynchronizationTemplate } from './template.ts';

export type { SynchronizationTemplate } from './template.ts';

/** Every template; a job's template is never removed, so the id of a stored job is among them. */
export const templates: readonly SynchronizationTemplate[] = [peakon, scim, customappsso];

/**
 * The templates that an application offers, its own one first (Graph, "List synchronizationTemplates").
 *
 * @param applicationTemplateId the entry of the gallery that it was made from; null for a non-gallery application
 */
export const templatesFor = (
  applicationTemplateId: string | null,
): readonly SynchronizationTemplate[] =>
  applicationTemplateId === 'peakon' ? [peakon] : [scim, customappsso];
