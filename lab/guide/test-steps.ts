import type { Initiator } from '../../sp/index.ts';
import { bSimon } from '../tutorial.ts';
import { credentials } from './credentials.ts';
import { pages } from './pages.ts';
import type { GuideContext, GuideValue, Step, StepActionContext } from './step.ts';

const asBSimon = 'In a private window, as B.Simon';
/** The URL to open in a window where the administrator is not signed in. */
const account = (address: string, context: GuideContext): GuideValue[] => [
  { term: 'Address', value: address },
  ...credentials(context, 'User name', bSimon.userPrincipalName),
];

/** "Test SSO". Only a real sign-in ticks these steps, so they cannot be done automatically. */
export const testSteps: readonly Step[] = [
  {
    id: 'test-sp-initiated',
    title: 'Sign in from Peakon',
    where: asBSimon,
    instructions: [
      "Go to Peakon's sign-on page, type B.Simon's address and sign in at Microsoft Entra. **Test this application** in the admin center and the tile in My Apps open the same page.",
    ],
    link: (context) => ({ label: 'Open the sign-on page', href: pages(context).signOn }),
    values: (context) => account(pages(context).signOn, context),
    done: ({ signIns }) => signIns.sp !== undefined,
    startOver: forget('sp'),
  },
  {
    id: 'test-idp-initiated',
    title: 'Sign in from Microsoft Entra',
    where: asBSimon,
    instructions: [
      'Open the user access URL: Microsoft Entra sends a response that Peakon did not request. The tile in My Apps does the same while **Sign on URL** is empty.',
    ],
    link: (context) => ({ label: 'Open Peakon from Microsoft Entra', href: pages(context).launch }),
    values: (context) => account(pages(context).launch, context),
    done: ({ signIns }) => signIns.idp !== undefined,
    startOver: forget('idp'),
  },
];

function forget(initiator: Initiator) {
  return async ({ sides: { administration }, state }: StepActionContext) => {
    if (state.employee) await administration.forgetSignIn(state.employee.id, initiator);
  };
}
