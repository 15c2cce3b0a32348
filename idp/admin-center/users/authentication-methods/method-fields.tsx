import { Checkbox } from '../../../../web/components/controls.tsx';
import { Field, Select } from '../../../../web/components/field.tsx';
import { typedFields } from '../../../../web/http/typed-fields.ts';
import type { MethodType } from '../../../directory/authentication-methods/method-properties.ts';
import { faultOf } from '../../admin-form.tsx';
import type { FieldFault } from '../../field-faults.ts';
import { passkeyTypes, phoneTypes } from './method-facts.ts';
import type { MethodForm } from './method-form.ts';

/** The fields of one type of method. */
export function MethodFields({
  type,
  form,
  faults,
}: {
  type: MethodType;
  form: MethodForm;
  faults?: readonly FieldFault[] | undefined;
}) {
  const field = typedFields(form, (name) => faultOf(faults, name));
  const name = (hint: string) => (
    <Field label="Name" {...field('displayName')} hint={hint} autocomplete="off" required />
  );
  switch (type) {
    case 'phone':
      return (
        <>
          <Select label="Phone type" {...field('phoneType')} options={options(phoneTypes)} />
          <Field
            label="Phone number"
            {...field('phoneNumber')}
            type="tel"
            hint="With the country code: +1 5555551234. Only mobile phones receive text messages."
            autocomplete="off"
            required
          />
        </>
      );
    case 'email':
      return (
        <Field
          label="Email"
          {...field('emailAddress')}
          type="email"
          hint="Receives codes. The claim emailaddress has another source: the user's property Email."
          autocomplete="off"
          required
        />
      );
    case 'microsoftAuthenticator':
      return (
        <>
          {name('Of the phone, such as "B.Simon\'s phone".')}
          <Checkbox
            label="Phone sign-in"
            name="phoneSignIn"
            checked={form.phoneSignIn}
            hint="The app also signs the user in without a password."
          />
        </>
      );
    case 'hardwareOath':
      return (
        <>
          <Field label="Serial number" {...field('serialNumber')} autocomplete="off" required />
          <Field
            label="Secret key"
            {...field('secretKey')}
            hint="In base32: letters and the digits 2 to 7, 16 to 128 of them."
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            required
          />
          <Select
            label="Time interval"
            {...field('timeIntervalInSeconds')}
            options={['30', '60'].map((value) => ({ value, label: `${value} seconds` }))}
          />
        </>
      );
    case 'fido2':
      return (
        <>
          {name(
            'Of the security key or passkey. It exists in this lab only: the sign-in page has a button for it.',
          )}
          <Select label="Passkey type" {...field('passkeyType')} options={options(passkeyTypes)} />
        </>
      );
    case 'windowsHelloForBusiness':
      return name('Of the computer.');
    case 'x509Certificate':
      return (
        <>
          {name('Subject of the certificate. It exists in this lab only.')}
          <Checkbox
            label="Multifactor authentication"
            name="isMultifactor"
            checked={form.isMultifactor}
            hint="Off: the certificate is a single factor."
          />
        </>
      );
    case 'temporaryAccessPass':
      return (
        <>
          <Field
            label="Start time (UTC)"
            {...field('startDateTime')}
            type="datetime-local"
            hint="Empty: at once."
            optional
          />
          <Field
            label="Activation duration in minutes"
            {...field('lifetimeInMinutes')}
            type="number"
            hint="10 to 43,200 (30 days)."
            required
          />
          <Checkbox
            label="One-time use"
            name="isUsableOnce"
            checked={form.isUsableOnce}
            hint="Off: it works until it expires."
          />
        </>
      );
  }
}

const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
