import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import { withFirstErrors } from './first-errors.ts';

const schema = `<schema xmlns="http://www.w3.org/2001/XMLSchema">
  <element name="a"><complexType><sequence><element name="b" type="int" maxOccurs="unbounded"/></sequence></complexType></element>
</schema>`;

function detailsOf(validate: (work: () => void) => void) {
  const validator = XsdValidator.fromDoc(XmlDocument.fromString(schema));
  const flawed = XmlDocument.fromString(`<a>${'<b>x</b>'.repeat(10)}</a>`);
  try {
    validate(() => validator.validate(flawed));
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details;
    throw error;
  } finally {
    flawed.dispose();
    validator.dispose();
  }
}

test('the text of the first errors is read, and no XPath is made', () => {
  const details = detailsOf((work) => withFirstErrors(2, work));
  expect(details).toHaveLength(10);
  expect(details.filter(({ message }) => message !== '')).toHaveLength(2);
  expect(details.every(({ xpath }) => xpath === undefined)).toBe(true);
});

test('afterwards libxml2-wasm reports errors as before', () => {
  const details = detailsOf((work) => work());
  expect(details.filter(({ message }) => message !== '')).toHaveLength(10);
  expect(details[3]?.xpath).toBe('/a/b[4]');
});
