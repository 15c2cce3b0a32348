import type { BasicSaml } from '../../idp/index.ts';
import type { ApplicationState } from './state.ts';
import { type StepActionContext, StepBlocked } from './step.ts';

/** Returns the application Peakon. @throws {StepBlocked} when it has not been added yet */
export function requireApplication({ state }: StepActionContext): ApplicationState {
  if (!state.application)
    throw new StepBlocked('Add Peakon from the gallery first: this step changes its settings.');
  return state.application;
}

/**
 * Changes some of the SAML settings and keeps the others. Clearing settings of a missing application is a no-op.
 *
 * @throws {StepBlocked} when the application has not been added yet, or would still have no Identifier or no Reply URL
 */
export async function changeSamlSettings(
  context: StepActionContext,
  changes: Partial<BasicSaml>,
): Promise<void> {
  const onlyClears = Object.values(changes).every((value) => !value || value.length === 0);
  if (onlyClears && !context.state.application) return;
  const { servicePrincipalId, settings } = requireApplication(context);
  const { directory } = context.sides;
  const changed = { ...settings, ...changes };
  if (onlyClears) return directory.configureSamlWithoutRequiredValues(servicePrincipalId, changed);
  if (changed.identifierUris.length === 0 || changed.replyUrls.length === 0)
    throw new StepBlocked('Fill in Identifier and Reply URL first: nothing is saved without them.');
  await directory.configureSaml(servicePrincipalId, changed);
}
