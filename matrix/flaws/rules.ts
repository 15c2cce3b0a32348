/** The rules of the strict service provider. A flawed one lacks exactly one of them. */
import { assertionRules } from './rules/assertion.ts';
import { documentRules } from './rules/document.ts';
import { formRules } from './rules/form.ts';
import { logoutRules } from './rules/logout.ts';
import { protocolRules } from './rules/protocol.ts';
import type { RuleFacts } from './rules/rule.ts';
import { sessionRules } from './rules/session.ts';
import { signatureRules } from './rules/signature.ts';

const table = {
  ...formRules,
  ...documentRules,
  ...signatureRules,
  ...protocolRules,
  ...assertionRules,
  ...sessionRules,
  ...logoutRules,
};

export type Rule = keyof typeof table;

/** Each rule with its clause, in the order in which a message meets them. */
export const rules: Readonly<Record<Rule, RuleFacts>> = table;

export const ruleNames = Object.keys(table) as Rule[];

/** A message that breaks a rule. */
export class Refusal extends Error {
  readonly rule: Rule;
  /** The message, to be shown. */
  xml = '';

  constructor(rule: Rule, found: string) {
    super(`${rules[rule].demands} ${found}`);
    this.name = 'Refusal';
    this.rule = rule;
  }
}

/** What nothing in the program catches: the process ends. */
export class Fatal extends Error {}

/** The rules in force. */
export interface RuleBook {
  has(rule: Rule): boolean;
  /** @throws {Refusal} when the rule is in force and does not hold. */
  require(rule: Rule, holds: boolean, found?: string): void;
}

/** All rules but those `without`. */
export function ruleBook(without: readonly Rule[]): RuleBook {
  const has = (rule: Rule) => !without.includes(rule);
  return {
    has,
    require(rule, holds, found = '') {
      if (!holds && has(rule)) throw new Refusal(rule, found);
    },
  };
}
