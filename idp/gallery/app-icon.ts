import type { IconName } from '../../web/components/icons.tsx';
import { findTemplate } from './templates.ts';

/** By category; drawn for this project, because logos belong to others. */
const icons: Readonly<Record<string, IconName>> = {
  'Human resources': 'survey',
  'Content management': 'folder',
  CRM: 'people',
  'IT infrastructure': 'sliders',
  Collaboration: 'talk',
};

/** The icon of an application. @param applicationTemplateId null for one that is not from the gallery */
export const appIcon = (applicationTemplateId: string | null): IconName =>
  icons[findTemplate(applicationTemplateId)?.category ?? ''] ?? 'apps';
