import type { TransformationMethod } from './transformation-methods.ts';
import type { UserAttribute } from './user-attributes.ts';

/** An attribute of the user or the application. */
export interface AttributeSource {
  kind: 'attribute';
  attribute: UserAttribute;
}

/** The same value for every user. */
export interface ConstantSource {
  kind: 'constant';
  value: string;
}

/** "Directory schema extension": a property that an application added to users, `extension_{appId without hyphens}_{name}`. */
export interface ExtensionSource {
  kind: 'directoryExtension';
  extension: string;
}

/** A value that is not made from others. */
export type PlainSource = AttributeSource | ConstantSource | ExtensionSource;

/** A transformation, with the properties that its method has (`transformationMethods`). */
export interface Transformation {
  method: TransformationMethod;
  /** Parameter 1. Absent in a second transformation: it gets the output of the first. */
  input?: PlainSource | undefined;
  /** "Treat source as multivalued"; otherwise the first value counts. */
  treatAsMultiValue?: boolean | undefined;
  /** Between the two values of a Join(). */
  separator?: string | undefined;
  /** The second value of a Join(). */
  parameter2?: PlainSource | undefined;
  /** What is looked for. */
  value?: string | undefined;
  /** Where Extract() - Between matching ends. */
  value2?: string | undefined;
  /** What a match gives. */
  output?: PlainSource | undefined;
  /** What is given when there is no match. */
  otherwise?: PlainSource | undefined;
  /** Zero-based. */
  startIndex?: number | undefined;
  length?: number | undefined;
  pattern?: string | undefined;
  replacement?: string | undefined;
  /** Sources whose values fill placeholders of the replacement, besides the groups of the pattern. */
  parameters?: readonly PlainSource[] | undefined;
}

/** One or two transformations, the second of the first's output (entra-saml.md 3.2). */
export interface TransformationSource {
  kind: 'transformation';
  transformations: readonly Transformation[];
}

/** Where a value comes from. Each `switch` over `kind` fails to compile until it knows a new kind. */
export type ValueSource = PlainSource | TransformationSource;

/** What a transformation is for: it drops the domain before a Join() for the NameID (entra-saml.md 3.2). */
export interface Purpose {
  readonly nameId?: boolean | undefined;
  /** In a test, attributes other than the input give their names (CLM, "Test transformation"). */
  readonly dummies?: boolean | undefined;
}
