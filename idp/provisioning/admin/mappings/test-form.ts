import type { PostedForm } from '../../../admin-center/posted-form.ts';
import type { MappedValue } from '../../export/mapped-values.ts';
import type { Plain } from '../../expressions/value.ts';

/** "Test the expression": whose values are put in, as they were typed. */
export interface TestForm {
  /** User principal name of a user, or name of a group; or an object ID. Empty: nobody. */
  testObject: string;
  /** `department = Sales`, one in a line; they come before those of the object. */
  testValues: string;
}

export const emptyTest: TestForm = { testObject: '', testValues: '' };

export const readTest = (form: PostedForm): TestForm => ({
  testObject: form.text('testObject'),
  testValues: form.text('testValues'),
});

/** What a mapping makes of the values. */
export interface TestResult {
  readonly made: MappedValue;
  /** The attributes that it reads, with their values. */
  readonly read: readonly { readonly name: string; readonly value: Plain }[];
}
