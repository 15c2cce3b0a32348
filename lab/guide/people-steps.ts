import { bSimon, tenant } from '../tutorial.ts';
import { adminCenter, appOf } from './hands.ts';
import { pages } from './pages.ts';
import { type Step, StepBlocked } from './step.ts';

const [userName = ''] = bSimon.userPrincipalName.split('@');

/** "Create and assign Microsoft Entra test user". */
export const peopleSteps: readonly Step[] = [
  {
    id: 'create-user',
    title: 'Create the test user B.Simon',
    where: adminCenter,
    instructions: [
      'In the menu go to **Users**, then **New user** and **Create new user**.',
      'Fill in the fields below, then **Review + create** and **Create**. Take this password, so that this lab can go on telling you what it is.',
    ],
    link: (context) => ({ label: 'Open New user', href: pages(context).newUser }),
    values: ({ passwords }) => [
      { term: 'User principal name (before the @)', value: userName },
      { term: 'Display name', value: bSimon.displayName },
      { term: 'First name', value: bSimon.givenName },
      { term: 'Last name', value: bSimon.surname },
      {
        term: 'Email',
        value: bSimon.mail,
        note: 'The claim emailaddress; without it the response has none.',
      },
      { term: 'Password', value: passwords[bSimon.userPrincipalName] ?? '' },
    ],
    note: 'The tutorial names only the role Cloud Application Administrator, which may not create users: that takes User Administrator. The administrator of this lab has both.',
    done: ({ user }) => user?.enabled === true,
    perform: async ({ sides: { directory }, state, passwords }) => {
      if (state.user) return directory.setUserEnabled(state.user.id, true);
      const { assigned: _, purpose: __, roles: ___, ...user } = bSimon;
      await directory.createUser({
        tenantId: tenant.id,
        ...user,
        password: passwords[bSimon.userPrincipalName] ?? '',
      });
    },
    startOver: async ({ sides: { directory }, state }) => {
      if (state.user) await directory.deleteUser(state.user.id);
    },
  },
  {
    id: 'assign-user',
    title: 'Assign B.Simon to Peakon',
    where: adminCenter,
    instructions: [
      'In the app Peakon open **Users and groups** and press **Add user/group**.',
      'Search for **B.Simon**, tick the box beside the name, leave the role at **User** and press **Assign**.',
    ],
    link: (context) => ({ label: 'Open Users and groups', href: pages(context).assignments }),
    note: 'Some pages call the role Default Access: that is what an app without roles of its own offers. An app from the gallery has User.',
    done: ({ assigned }) => assigned,
    perform: async (hands) => {
      const { servicePrincipalId } = appOf(hands);
      const { user } = hands.state;
      if (!user) throw new StepBlocked('Create B.Simon first: there is nobody to assign yet.');
      const { directory } = hands.sides;
      if (!hands.state.assigned) await directory.assign({ servicePrincipalId, userId: user.id });
    },
    startOver: async ({ sides: { directory }, state: { application, user } }) => {
      if (!application || !user) return;
      const { servicePrincipalId } = application;
      await directory.unassign({ servicePrincipalId, userId: user.id });
    },
  },
];
