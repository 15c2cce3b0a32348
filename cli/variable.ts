import type { Option } from 'commander';

/**
 * An option that a variable of the environment can give, too; what is typed wins. Ignores an empty variable, which a compose file makes of one
 * that is not set, and for an option without a value also `false`, `no`, `off` and `0`.
 *
 * @param name of the variable
 */
export function orVariable(option: Option, name: string): Option {
  const value = process.env[name];
  const off = value === '' || (option.isBoolean() && /^(?:false|no|off|0)$/i.test(value ?? ''));
  return off ? option : option.env(name);
}
