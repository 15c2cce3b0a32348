import type { Initiator } from '../../sp/index.ts';
import { bSimon, employee } from '../tutorial.ts';
import { pages } from './pages.ts';
import type { GuideContext, GuideHands, GuideValue, Step } from './step.ts';

const asBSimon = 'In a private window, as B.Simon';
/** The address is to be taken to a window in which the administrator is not signed in. */
const account = (address: string, { passwords }: GuideContext): GuideValue[] => [
  { term: 'Address', value: address },
  { term: 'User name', value: employee.email },
  { term: 'Password', value: passwords[bSimon.userPrincipalName] ?? '' },
];

/** "Test SSO". Only a sign-in can tick these, so nothing does them but a person. */
export const testSteps: readonly Step[] = [
  {
    id: 'test-sp-initiated',
    title: 'Sign in from Peakon',
    where: asBSimon,
    instructions: [
      "Go to Peakon's sign-on page, type B.Simon's address and sign in at Microsoft Entra. **Test this application** in the admin center and the tile in My Apps lead to the same page.",
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
      'Open the user access URL: Microsoft Entra signs in to Peakon without being asked by it. The tile in My Apps does the same as long as there is no **Sign on URL**.',
    ],
    link: (context) => ({ label: 'Open Peakon from Microsoft Entra', href: pages(context).launch }),
    values: (context) => account(pages(context).launch, context),
    done: ({ signIns }) => signIns.idp !== undefined,
    startOver: forget('idp'),
  },
];

function forget(initiator: Initiator) {
  return async ({ sides: { administration }, state }: GuideHands) => {
    if (state.employee) await administration.forgetSignIn(state.employee.id, initiator);
  };
}
