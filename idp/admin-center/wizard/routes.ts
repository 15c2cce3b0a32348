import type { AdminRoutes } from '../admin-routes.ts';
import { applicationRoutes } from '../enterprise-apps/application-routes.ts';
import { addStep } from './add-step.tsx';
import { assignSteps } from './assign-steps.tsx';
import { signOnSteps } from './sign-on-steps.tsx';

/** The Enterprise App Configuration Wizard, step by step. */
export function wizard(routes: AdminRoutes): void {
  addStep(routes);
  const steps = applicationRoutes(routes, '/admin/wizard');
  assignSteps(steps);
  signOnSteps(steps);
}
