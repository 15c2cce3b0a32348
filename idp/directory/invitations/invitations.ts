import { randomUUID } from 'node:crypto';
import { type ArgumentTypes, requireTypes } from '../../../input/argument-types.ts';
import { type Fault, InvalidInput, refuseFaults } from '../../../input/invalid-input.ts';
import { hashPassword } from '../../../passwords/password-hash.ts';
import { caseKey } from '../../../store/case-key.ts';
import type { Database, UserRow } from '../tables.ts';
import { insertTenant } from '../tenants/manage-tenants.ts';
import { findTenant, requireTenant } from '../tenants/tenants.ts';
import { consumers, guestUserPrincipalName, invitedFault } from '../users/guests.ts';
import { insertUsers } from '../users/new-user.ts';
import { generatePassword, passwordFault } from '../users/password-rules.ts';
import {
  splitUserPrincipalName,
  takenFault,
  verifiedDomains,
} from '../users/user-principal-name.ts';
import { userPropertyFaults } from '../users/user-properties.ts';
import { findUser } from '../users/users.ts';

/** Properties of Graph's resource type invitation, and the password of a new personal account. */
export interface NewInvitation {
  /** The home e-mail address, which is the name that the account signs in with. */
  invitedUserEmailAddress: string;
  /** Default: that of the account. */
  invitedUserDisplayName?: string | undefined;
  /** `Guest` unless given. */
  invitedUserType?: 'Guest' | 'Member' | undefined;
  /** For a personal account that does not exist yet; default: a random one. */
  password?: string | undefined;
}

const invitationTypes: ArgumentTypes<NewInvitation> = {
  invitedUserEmailAddress: 'string',
  invitedUserDisplayName: 'string?',
  invitedUserType: 'string?',
  password: 'string?',
};

export interface Invitation {
  id: string;
  status: 'Completed';
  invitedUser: { id: string; userPrincipalName: string };
  /** Of the personal account that was made; undefined when the account existed. */
  password: string | undefined;
}

/**
 * Invites an external user. The invitation counts as accepted: no e-mail is sent.
 *
 * The home of the account is the tenant that has verified the domain of the address; without one it is a personal account.
 *
 * @throws {InvalidInput} when a property breaks a rule, the address is of this tenant, its tenant has no such user, or it was invited before
 * @throws {NotFound} when there is no such tenant
 */
export async function createInvitation(
  db: Database,
  tenantId: string,
  invitation: NewInvitation,
  now: Date,
): Promise<Invitation> {
  requireTypes({ tenantId }, { tenantId: 'string' });
  requireTypes(invitation, invitationTypes);
  const email = invitation.invitedUserEmailAddress.trim();
  const id = await requireTenant(db, tenantId);
  const newPassword = invitation.password || generatePassword();
  const passwordHash = await hashPassword(newPassword);
  return db.transaction().execute(async (tx) => {
    refuseFaults(addressFaults(email));
    const { account, fault } = await findHomeAccount(tx, id, email);
    refuseFaults([fault, account ? undefined : passwordFault(newPassword)]);
    const domains = await verifiedDomains(tx, id);
    const [initialDomain = ''] = domains;
    const userPrincipalName = guestUserPrincipalName(email, initialDomain);
    const displayName =
      invitation.invitedUserDisplayName?.trim() ||
      account?.displayName ||
      splitUserPrincipalName(email).userName;
    const properties = { displayName, userType: invitation.invitedUserType ?? 'Guest' };
    refuseFaults([
      ...userPropertyFaults({ ...properties, mail: email }, domains),
      nameTooLong(userPrincipalName),
      (account && (await invitedFault(tx, id, account.id))) ??
        (await takenFault(tx, userPrincipalName)),
    ]);
    const home =
      account ??
      (await addPersonalAccount(
        tx,
        { email, displayName, password: newPassword, passwordHash },
        now,
      ));
    const [guestId = ''] = await insertUsers(
      tx,
      [
        {
          ...properties,
          tenantId: id,
          userPrincipalName,
          givenName: account?.givenName ?? undefined,
          surname: account?.surname ?? undefined,
          mail: email,
          password: '',
          passwordHash: '',
          home,
        },
      ],
      now,
    );
    return {
      id: randomUUID(),
      status: 'Completed',
      invitedUser: { id: guestId, userPrincipalName },
      password: account ? undefined : newPassword,
    };
  });
}

function addressFaults(email: string): Fault[] {
  const [first] = userPropertyFaults({ mail: email }, []).filter((fault) => fault !== undefined);
  if (email !== '' && !first) return [];
  return [
    {
      property: 'invitedUserEmailAddress',
      code: email === '' ? 'required' : 'mail',
      message: 'Enter the e-mail address of the external user, such as alice@fabrikam.com.',
    },
  ];
}

/** The account with this address, unless it is a personal one that does not exist yet. */
async function findHomeAccount(
  db: Database,
  tenantId: string,
  email: string,
): Promise<{ account?: UserRow; fault?: Fault }> {
  const fault = (code: string, message: string) => ({
    fault: { property: 'invitedUserEmailAddress', code, message },
  });
  const tenant = await findTenant(db, splitUserPrincipalName(email).domain);
  if (tenant?.id === tenantId)
    return fault(
      'own_domain',
      `${email} is an address of a verified domain of this tenant. Create a user instead.`,
    );
  const account = await findUser(db, tenant?.id ?? consumers.id, email);
  if (account) return { account };
  return tenant
    ? fault(
        'no_account',
        `${tenant.displayName} is a tenant of this lab and has no user ${email}. Create the user there first.`,
      )
    : {};
}

/** In characters: what Graph allows for a user principal name. */
const MAX_NAME = 113;

const nameTooLong = (userPrincipalName: string): Fault | undefined =>
  userPrincipalName.length <= MAX_NAME
    ? undefined
    : {
        property: 'invitedUserEmailAddress',
        code: 'too_long',
        message: `The guest's user principal name would be ${userPrincipalName}, longer than ${MAX_NAME} characters.`,
      };

interface PersonalAccount {
  email: string;
  displayName: string;
  password: string;
  passwordHash: string;
}

async function addPersonalAccount(
  db: Database,
  { email, displayName, password, passwordHash }: PersonalAccount,
  now: Date,
): Promise<Pick<UserRow, 'id' | 'tenantId'>> {
  if (!(await findTenant(db, consumers.id))) await insertTenant(db, consumers, now);
  const account = {
    tenantId: consumers.id,
    userPrincipalName: email,
    displayName,
    mail: email,
    mailNickname: caseKey(splitUserPrincipalName(email).userName).slice(0, 64),
    password,
    passwordHash,
  };
  const taken = await takenFault(db, email);
  if (taken) throw new InvalidInput([{ ...taken, property: 'invitedUserEmailAddress' }]);
  const [id = ''] = await insertUsers(db, [account], now);
  return { id, tenantId: consumers.id };
}
