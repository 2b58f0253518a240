import type { Rule } from '../rule.ts';
import { alertCondition } from './alert-condition.ts';
import { fileIgnored } from './file-ignored.ts';

/** Every rule there is, in the order of their ids. A rule exists when it is listed here. */
export const rules: readonly Rule[] = [
  alertCondition,
  fileIgnored,
];
