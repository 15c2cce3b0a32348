import type { SamlSettings } from '../../idp/index.ts';
import { administrator } from '../tutorial.ts';
import type { ApplicationState } from './state.ts';
import { type GuideHands, StepBlocked } from './step.ts';

export const adminCenter = `Microsoft Entra admin center, as ${administrator.userPrincipalName}`;
export const peakonAdministration = 'Peakon, as its administrator';

/** The application that an earlier step adds. Throws `StepBlocked`. */
export function appOf({ state }: GuideHands): ApplicationState {
  if (!state.application)
    throw new StepBlocked('Add Peakon from the gallery first: this step changes its settings.');
  return state.application;
}

/** Changes some of the SAML settings and keeps the others. Emptying those of an application that is not there is no mistake. */
export async function changeSettings(
  hands: GuideHands,
  changes: Partial<SamlSettings>,
): Promise<void> {
  const empties = Object.values(changes).every((value) => !value || value.length === 0);
  if (empties && !hands.state.application) return;
  const { servicePrincipalId, settings } = appOf(hands);
  await hands.sides.directory.configureSaml(servicePrincipalId, { ...settings, ...changes });
}
