import type {
  MethodType,
  NewAuthenticationMethod,
} from '../../../directory/authentication-methods/method-properties.ts';
import type { PostedForm } from '../../posted-form.ts';

/** The fields of "Add authentication method" as they were typed; a type uses some of them. */
export interface MethodForm {
  phoneType: string;
  phoneNumber: string;
  emailAddress: string;
  displayName: string;
  phoneSignIn: boolean;
  serialNumber: string;
  secretKey: string;
  timeIntervalInSeconds: string;
  passkeyType: string;
  isMultifactor: boolean;
  /** As a `datetime-local` field writes it; in UTC. */
  startDateTime: string;
  lifetimeInMinutes: string;
  isUsableOnce: boolean;
}

export const emptyMethodForm: MethodForm = {
  phoneType: 'mobile',
  phoneNumber: '',
  emailAddress: '',
  displayName: '',
  phoneSignIn: false,
  serialNumber: '',
  secretKey: '',
  timeIntervalInSeconds: '30',
  passkeyType: 'deviceBound',
  isMultifactor: true,
  startDateTime: '',
  lifetimeInMinutes: '60',
  isUsableOnce: false,
};

export function readMethodForm(form: PostedForm): MethodForm {
  return {
    phoneType: form.text('phoneType'),
    phoneNumber: form.text('phoneNumber'),
    emailAddress: form.text('emailAddress'),
    displayName: form.text('displayName'),
    phoneSignIn: form.has('phoneSignIn'),
    serialNumber: form.text('serialNumber'),
    secretKey: form.text('secretKey').replace(/\s/g, ''),
    timeIntervalInSeconds: form.text('timeIntervalInSeconds'),
    passkeyType: form.text('passkeyType'),
    isMultifactor: form.has('isMultifactor'),
    startDateTime: form.text('startDateTime'),
    lifetimeInMinutes: form.text('lifetimeInMinutes'),
    isUsableOnce: form.has('isUsableOnce'),
  };
}

/** What the form says, in Microsoft Graph's properties; the directory checks every rule. */
export function methodOf(type: MethodType, form: MethodForm): NewAuthenticationMethod {
  const { displayName } = form;
  switch (type) {
    case 'phone':
      return { type, phoneType: form.phoneType, phoneNumber: form.phoneNumber };
    case 'email':
      return { type, emailAddress: form.emailAddress };
    case 'microsoftAuthenticator':
      return { type, displayName, phoneSignIn: form.phoneSignIn };
    case 'hardwareOath':
      return {
        type,
        serialNumber: form.serialNumber,
        secretKey: form.secretKey,
        timeIntervalInSeconds: Number(form.timeIntervalInSeconds),
      };
    case 'fido2':
      return { type, displayName, passkeyType: form.passkeyType };
    case 'windowsHelloForBusiness':
      return { type, displayName };
    case 'x509Certificate':
      return { type, displayName, isMultifactor: form.isMultifactor };
    case 'temporaryAccessPass':
      return {
        type,
        startDateTime: form.startDateTime === '' ? undefined : new Date(`${form.startDateTime}Z`),
        lifetimeInMinutes: Number(form.lifetimeInMinutes || Number.NaN),
        isUsableOnce: form.isUsableOnce,
      };
  }
}
